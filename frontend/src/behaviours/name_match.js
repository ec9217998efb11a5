// A child is found by part of the name, or by the beginning of its pinyin or initials: the rule of careplan/children/names.py.
// keys: " zengxiaoming zxm xiaoming", as the page gives them in data-keys.
export function nameFits(typed, name, keys) {
  const text = typed.replace(/\s+/g, "");
  if (name.includes(typed.trim()) || name.includes(text)) return true;
  const term = typed.trim().toLowerCase().replaceAll("ü", "v").replace(/[^a-z]/g, "");
  return term !== "" && keys.includes(` ${term}`);
}
