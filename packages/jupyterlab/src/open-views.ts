import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import type { ISignal } from "@lumino/signaling";
import { Signal } from "@lumino/signaling";
import type { ViewSettings, WorkflowViewHandle } from "@stepbook/view";

/** A view on the page, and the element that it is in. */
interface OpenView {
  readonly node: HTMLElement;
  readonly handle: WorkflowViewHandle;
}

/** What makes a view the one that is meant: that the reader does something in it. */
const USES = ["focusin", "pointerdown", "contextmenu"] as const;

/** The workflow views of the page: they share their settings, and commands work on the one that was used last. */
export class OpenViews implements IDisposable {
  private readonly open = new Set<OpenView>();
  private readonly _changed = new Signal<this, void>(this);
  private last: OpenView | undefined;
  private _settings: Partial<ViewSettings> = {};
  private _isDisposed = false;

  /** The view that was used last, if it is still there; else the only one. */
  get current(): WorkflowViewHandle | undefined {
    if (this.last && this.open.has(this.last)) return this.last.handle;
    const [only, ...others] = this.open;
    return others.length === 0 ? only?.handle : undefined;
  }

  /** Is told where another view is the current one. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get settings(): Partial<ViewSettings> {
    return this._settings;
  }

  set settings(settings: Partial<ViewSettings>) {
    this._settings = settings;
    for (const { handle } of this.open) handle.configure(settings);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Takes in a view. What is given back takes it out again. */
  add(node: HTMLElement, handle: WorkflowViewHandle): IDisposable {
    const view: OpenView = { node, handle };
    const use = (): void => {
      if (this.last === view) return;
      this.last = view;
      this._changed.emit();
    };
    for (const event of USES) node.addEventListener(event, use, true);
    this.open.add(view);
    handle.configure(this._settings);
    this._changed.emit();
    return new DisposableDelegate(() => {
      for (const event of USES) node.removeEventListener(event, use, true);
      this.open.delete(view);
      if (this.last === view) this.last = undefined;
      this._changed.emit();
    });
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this.open.clear();
    this.last = undefined;
    Signal.clearData(this);
  }
}
