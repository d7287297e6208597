/** How many drawings are kept; one of two hundred nodes takes about half a megabyte. */
const MOST = 8;

/** The last few results by what they were made of, so that folding, themes and versions come back at once. */
export class Kept<Value> {
  private readonly held = new Map<string, Promise<Value>>();

  /** What was made under this key, else what `make` gives now; a failure is not kept. */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const found = this.held.get(key) ?? make();
    this.held.delete(key);
    this.held.set(key, found);
    found.catch(() => this.held.delete(key));
    const [oldest] = this.held.keys();
    if (this.held.size > MOST && oldest !== undefined) this.held.delete(oldest);
    return found;
  }
}
