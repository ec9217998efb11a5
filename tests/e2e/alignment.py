"""Whether the fields of a page stand in line with what is above and beside them."""

from __future__ import annotations

from playwright.sync_api import Page

# left: a list field begins where its label's box begins; beside: what stands in its row has the same middle
OUT_OF_LINE = """() => {
  const shown = (one) => one.offsetParent && !one.matches('.tomselected, .ts-hidden-accessible') && !one.closest('.ts-control, .ec, table');
  const all = [...document.querySelectorAll('main select, main .ts-wrapper, main input.form-control, main .btn')].filter(shown);
  const name = (one) => one.id || one.previousElementSibling?.id || one.className;
  const faults = [];
  for (const one of all.filter((each) => each.matches('select, .ts-wrapper'))) {
    const box = one.getBoundingClientRect();
    const field = one.closest('.form-field, .filters > div');
    if (field && Math.abs(box.left - field.getBoundingClientRect().left) > 1 && one.parentElement === field) faults.push(`${name(one)}: left`);
    for (const other of all) {
      if (other === one || getComputedStyle(other.closest('form > *') ?? other).position === 'sticky') continue;
      if (other.closest('form, nav') !== one.closest('form, nav')) continue;
      const beside = other.getBoundingClientRect();
      const overlap = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
      const middle = Math.abs(box.top + box.bottom - beside.top - beside.bottom) / 2;
      if (overlap > box.height / 2 && middle > 2) faults.push(`${name(one)}: beside ${name(other)}`);
    }
  }
  return [...new Set(faults)];
}"""


def out_of_line(page: Page) -> list[str]:
    """The list fields that do not stand in line, and with what."""
    return [str(one) for one in page.evaluate(OUT_OF_LINE)]
