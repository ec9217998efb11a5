// AES-GCM around things of plain data, each bound to its place.
export async function seal(key, place, thing) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(thing));
  const words = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
  return { iv, sealed: await crypto.subtle.encrypt(words, key, plain) };
}

export async function unseal(key, place, { iv, sealed }) {
  const words = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(words, key, sealed)));
}
