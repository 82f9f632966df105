import { formatNumber } from '@/kernels/numbers/format';
import type { FigureSnapshot, OperateCondition } from '@/kernels/practice/grading';
import type { OperateGoal } from '../types';

/** The figure an exercise speaks of, if it is on this page. */
export function figureOf(goal: OperateGoal): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-${goal.root}="${CSS.escape(goal.id)}"]`);
}

/** What the figure shows now: its outputs in base units and its controls as text. */
export function snapshot(figure: HTMLElement): FigureSnapshot {
  const metrics: Record<string, number> = {};
  for (const output of figure.querySelectorAll<HTMLElement>('output[data-metric]')) {
    const value = output.dataset.value;
    if (output.dataset.metric && value) metrics[output.dataset.metric] = Number(value);
  }
  const params: Record<string, string> = {};
  for (const control of figure.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    'input[name], select[name]',
  )) {
    const box =
      control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox');
    if (box && control.type === 'radio' && !(control as HTMLInputElement).checked) continue;
    if (box && control.type === 'checkbox')
      params[control.name] = String((control as HTMLInputElement).checked);
    else params[control.name] = control.value;
  }
  return { metrics, params };
}

/** How the figure itself words the present value of a condition's metric or control. */
export function shownValue(figure: HTMLElement, condition: OperateCondition): string {
  if (condition.metric !== undefined) {
    const output = figure.querySelector(`output[data-metric="${CSS.escape(condition.metric)}"]`);
    return output?.textContent?.trim() ?? '';
  }
  const name = condition.param ?? '';
  const control = figure.querySelector(`[name="${CSS.escape(name)}"]`);
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent ?? '';
  return control?.getAttribute('aria-valuetext') ?? snapshot(figure).params[name] ?? '';
}

/** What the figure calls a metric or a control; its machine name where the figure gives it none. */
export function shownName(figure: HTMLElement, condition: OperateCondition): string {
  const name = CSS.escape(condition.metric ?? condition.param ?? '');
  const selector = condition.metric === undefined ? `[name="${name}"]` : `output[data-metric="${name}"]`;
  const element = figure.querySelector<HTMLInputElement | HTMLOutputElement>(selector);
  const own =
    element?.getAttribute('aria-label') ??
    element?.closest('dd')?.parentElement?.querySelector('dt')?.textContent ??
    element?.labels?.[0]?.querySelector('span')?.textContent;
  if (!own?.trim()) return condition.metric ?? condition.param ?? '';
  // Three columns of like numbers: the heading of the column tells which is meant.
  const section = element?.closest('section');
  const label = document.getElementById(section?.getAttribute('aria-labelledby') ?? '');
  const column = (label ?? section?.querySelector('h3'))?.textContent;
  return column ? `${column.trim()} · ${own.trim()}` : own.trim();
}

/** The bound of a condition, written the way the figure writes the value: 0.9 beside "95%" is 90%. */
export function shownBound(figure: HTMLElement, condition: OperateCondition, shown: string): string {
  if (typeof condition.value === 'string') {
    const control = figure.querySelector(`[name="${CSS.escape(condition.param ?? '')}"]`);
    const options = control instanceof HTMLSelectElement ? [...control.options] : [];
    return options.find((option) => option.value === condition.value)?.textContent ?? condition.value;
  }
  if (condition.metric !== undefined && shown.includes('%'))
    return `${formatNumber(condition.value * 100, 4)}%`;
  return formatNumber(condition.value, 6);
}

/** Calls back soon after anything in the figure changes, at most four times a second. Returns the undo. */
export function watchFigure(figure: HTMLElement, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, 250);
  };
  const observer = new MutationObserver(soon);
  observer.observe(figure, {
    attributes: true,
    attributeFilter: ['data-value', 'data-state'],
    subtree: true,
    childList: true,
  });
  figure.addEventListener('input', soon);
  figure.addEventListener('change', soon);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    figure.removeEventListener('input', soon);
    figure.removeEventListener('change', soon);
  };
}
