/** What a reader may choose of the page's looks. The early script of head.tsx restores both before first paint. */
export const themes = ['system', 'light', 'dark', 'sepia', 'forest', 'contrast'] as const;
export const sizes = ['small', 'medium', 'large', 'larger'] as const;
export type Theme = (typeof themes)[number];
export type Size = (typeof sizes)[number];

/** Sets the attribute of the document that the style sheets go by; the neutral value is no attribute. */
export function applyChoice(attribute: string, value: string, neutral: string): void {
  if (value === neutral) document.documentElement.removeAttribute(attribute);
  else document.documentElement.setAttribute(attribute, value);
}
