/** Somebody who waits for a moment. */
export interface Sleeper {
  readonly time: number;
  /** Who fell asleep first wakes first, among those of the same moment. */
  readonly order: number;
  readonly wake: () => void;
  /** Whether nobody is to be woken any more. */
  off: boolean;
}

const before = (one: Sleeper, other: Sleeper): boolean =>
  one.time < other.time || (one.time === other.time && one.order < other.order);

/** Those who wait, in a binary heap: the next one is found at once, however many they are. */
export class Sleepers {
  #heap: Sleeper[] = [];
  #off = 0;

  add(sleeper: Sleeper): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(sleeper, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = sleeper;
  }

  /** Lets one go who is not to be woken any more. */
  drop(sleeper: Sleeper): void {
    if (sleeper.off) return;
    sleeper.off = true;
    this.#off += 1;
    if (this.#off < 64 || this.#off * 2 < this.#heap.length) return;
    const left = this.#heap.filter(({ off }) => !off);
    this.#heap = [];
    this.#off = 0;
    for (const one of left) this.add(one);
  }

  /** Whether anybody waits. */
  get some(): boolean {
    this.#dropThoseOff();
    return this.#heap.length > 0;
  }

  /** The next one to be woken, who then waits no more. */
  take(): Sleeper | undefined {
    this.#dropThoseOff();
    const next = this.#pop();
    if (next) next.off = true;
    return next;
  }

  #dropThoseOff(): void {
    while (this.#heap[0]?.off) {
      this.#pop();
      this.#off -= 1;
    }
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (child >= heap.length || !before(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}
