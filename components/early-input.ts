/**
 * What a reader does between the page's first sight and its coming alive is not lost: a script in the head notes it,
 * and it is done again, in order, once somebody hears. On a slow line that is more than a second, and React alone
 * would forget clicks and write over what was typed.
 */

/** An input the page did not hear: the event, and what the field held then. */
interface Noted {
  readonly event: Event;
  /** The sleeping figure it was in (`Sleeping`). */
  readonly still: Element | null;
  readonly value?: string;
  readonly checked?: boolean;
  readonly caret?: number | null;
}

declare global {
  interface Window {
    /** Hands over what was noted in a sleeping figure, or outside of all of them. */
    tctEarly?: (still: Element | null) => Noted[];
  }
}

/**
 * Part of the head's script (ES5). A form is held back: sent, it would load the page anew. Once React has put its
 * listeners on the document it brings what is touched to life by itself, but still writes over what is typed; so only
 * that is noted then, until the page is alive. After that, only what is done in a figure that still sleeps.
 */
export const noteScript = `(function(){var n=[],alive=0;
['click','input','change','submit','keydown','toggle'].forEach(function(k){addEventListener(k,function(v){
var e=v.target,s=e.closest?e.closest('[data-sleeping]'):null;
if(!v.isTrusted||!s&&(alive||k!=='input'&&Object.keys(document).some(function(p){return/^_+react/.test(p)})))return;
if(k==='submit'&&e.method!=='dialog')v.preventDefault();
n.push({event:v,still:s,value:e.value,checked:e.checked,caret:e.selectionStart})},true)});
window.tctEarly=function(s){if(!s)alive=1;var t=n.filter(function(x){return x.still===s});
n=n.filter(function(x){return x.still!==s});return t}})();`;

/**
 * Does again what was noted: on the page, or in a figure that has woken. Between two of them the page draws anew, so
 * that a handler knows what the one before has done.
 * @param still the figure's place while it slept · @param live the same place now: its elements are new
 */
export async function replayEarlyInput(still: Element | null = null, live?: Element): Promise<void> {
  const noted = window.tctEarly?.(still) ?? [];
  for (const [at, entry] of noted.entries()) {
    const touched = controlOf(entry.event);
    const target = still && live ? counterpart(touched, still, live) : touched;
    if (!target?.isConnected || !isNeeded(entry, noted, at)) continue;
    replay(entry, target);
    await new Promise((done) => setTimeout(done));
  }
}

/** A click counts for the button around its place. */
function controlOf(event: Event): HTMLElement {
  const target = event.target as HTMLElement;
  return (event.type === 'click' && target.closest<HTMLElement>('button, [role="button"]')) || target;
}

/** The element of the live figure that stands where another did in the still one: the same tag and name, the nth. */
function counterpart(element: HTMLElement, still: Element, live: Element): HTMLElement | undefined {
  const name = element.getAttribute('name');
  const alike = `${element.tagName}${name ? `[name="${CSS.escape(name)}"]` : ''}`;
  const before = [...still.querySelectorAll(alike)];
  const now = live.querySelectorAll<HTMLElement>(alike);
  return before.length === now.length ? now[before.indexOf(element)] : undefined;
}

/** Of a field the last value counts; and who clicks again because nothing happens wants one click. */
function isNeeded({ event }: Noted, noted: readonly Noted[], at: number): boolean {
  const isSame = (other: Noted) =>
    other.event.type === event.type && controlOf(other.event) === controlOf(event);
  if (event.type === 'input' || event.type === 'change') return !noted.slice(at + 1).some(isSame);
  if (event.type !== 'click') return true;
  const before = noted.slice(0, at).findLast((other) => other.event.type === 'click');
  return before === undefined || !isSame(before);
}

function replay({ event, value, checked, caret }: Noted, target: HTMLElement): void {
  if (event.type === 'toggle') replayFold(event, target);
  else if (event instanceof KeyboardEvent) replayKey(event, target);
  else if (event.type === 'click') replayClick(target);
  else if (target instanceof HTMLFormElement) {
    if (target.method !== 'dialog') target.requestSubmit();
  } else if (target instanceof HTMLTextAreaElement) replayText(target, event.type, value ?? '', caret);
  else if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) {
    if (['select-one', 'checkbox', 'radio', 'file'].includes(target.type)) {
      if (event.type === 'change') replayChoice(target, value ?? '', checked === true);
    } else replayText(target as HTMLInputElement, event.type, value ?? '', caret);
  }
}

/** Opening one says so by itself; one that was open already has not been heard. */
function replayFold(event: Event, target: HTMLElement): void {
  const { open } = event.target as HTMLDetailsElement;
  if (target instanceof HTMLDetailsElement && target.open !== open) target.open = open;
  else target.dispatchEvent(new Event('toggle'));
}

/** Buttons only: links, `summary` and what opens by an attribute have done their work without a script; forms follow. */
function replayClick(target: HTMLElement): void {
  if (!target.matches('button:not([popovertarget]), [role="button"]')) return;
  if (target instanceof HTMLButtonElement && target.form && target.type === 'submit') return;
  target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
}

/** Keys that wrote into a field or pressed a button are there as what they did. */
function replayKey(event: KeyboardEvent, target: HTMLElement): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return;
  if (target.closest('input, select, textarea, button, summary, a[href]')) return;
  const { key, code, shiftKey } = event;
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
  );
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * React hears of a change only if the value differs from the one it last saw. It watches assignments to the element
 * itself: so it is shown another value first, and the reader's is set past it.
 */
function setPast(field: TextField, value: string): void {
  field.value = value === '' ? '0' : '';
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
}

/** `change` is what a field left before anybody heard has said: what it does when it is left is done now. */
function replayText(field: TextField, type: string, value: string, caret: number | null | undefined): void {
  if (type === 'input') {
    setPast(field, value);
    if (typeof caret === 'number' && document.activeElement === field) field.setSelectionRange(caret, caret);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (document.activeElement !== field)
    field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
}

function replayChoice(field: HTMLSelectElement | HTMLInputElement, value: string, checked: boolean): void {
  if (field instanceof HTMLInputElement && field.type !== 'file') {
    field.checked = !checked;
    field.click();
    return;
  }
  // The files chosen are still there; no script could set them.
  if (field.type !== 'file') field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
