// The draft at the server: how it stands, where a session may stand, and what changes it. One request after the other.
const EMPTY = { edit: 0, score: null, counts: {}, undo: null, redo: null, may_change: false, fixed: {}, locks: [] };

export class Draft {
  constructor(url) {
    this.url = url;
    this.state = EMPTY;
    this.last = Promise.resolve();
  }

  async load() {
    const { ok, said } = await this.ask("state");
    if (!ok) throw new Error("no state");
    this.state = said;
  }

  /** Where a session may stand; null when the server cannot say. */
  async places(session, rows) {
    const { ok, said } = await this.ask(`places?session=${session}&rows=${rows}`);
    return ok ? said : null;
  }

  /** Changes the draft and takes over its new state; edits are sent in the order in which they were made. */
  post(what, body = {}) {
    const sent = this.last.then(async () => {
      const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const result = await this.ask(what, { method: "POST", headers, body: JSON.stringify({ ...body, edit: this.state.edit }) });
      if (result.said.state) this.state = result.said.state;
      return result;
    });
    this.last = sent.catch(() => {});
    return sent;
  }

  /** { ok, said }: said is the answer's JSON, {} where there is none. */
  async ask(what, { headers, ...options } = {}) {
    try {
      const answer = await fetch(`${this.url}/${what}`, { ...options, headers: { Accept: "application/json", ...headers } });
      return { ok: answer.ok, said: await answer.json() };
    } catch {
      return { ok: false, said: {} };
    }
  }

  /** The page with the plain form for one session. */
  form(session) {
    return `${this.url}/sessions/${session}`;
  }

  locked(kind, target) {
    return this.state.locks.find((one) => one.kind === kind && String(one.target) === String(target));
  }
}
