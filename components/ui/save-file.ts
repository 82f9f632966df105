/** Hands the reader a file under this name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file once the click is handled; a minute is generous.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A JSON text as a file. */
export const saveJson = (text: string, name: string) =>
  saveFile(new Blob([text], { type: 'application/json' }), name);
