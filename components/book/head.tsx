import { asset } from '@/components/base-path';
import { noteScript } from '@/components/early-input';

/**
 * Runs before first paint: restores theme, text size and a still unanswered guess, so that nothing flickers; asks for
 * what can wait once the page is there: some faces (see globals.css) and the rules that no part of it shows yet (see
 * tools/lib/pages.mjs); and notes what the reader does before the page hears (see early-input.ts).
 * Plain ES5, no imports; the build hashes it into the page's content security policy.
 */
const headScript = `(function(){var d=document.documentElement,g=function(k){try{return JSON.parse(localStorage.getItem('tct:v1:'+k))}catch(e){return null}};
var t=g('theme');if(t&&t!=='system')d.setAttribute('data-theme',t);
var z=g('text-size');if(z&&z!=='medium')d.setAttribute('data-text-size',z);
addEventListener('load',function(){setTimeout(function(){d.setAttribute('data-late-faces','');
document.querySelectorAll('link[data-rest]').forEach(function(l){l.removeAttribute('disabled')})},500)});
var p=document.currentScript.getAttribute('data-guess');if(p){var a=g('guesses');if(!(a&&a[p]))d.setAttribute('data-guess-pending',p)}})();${noteScript}`;

/** Head script alone, for pages whose guess differs: `guessId` names the guess that masks this page until answered. */
export function EarlyScript({ guessId }: { guessId?: string }) {
  return <script data-guess={guessId} dangerouslySetInnerHTML={{ __html: headScript }} />;
}

const faces: readonly [family: string, file: string, weight: number, style: string][] = [
  ['Source Serif 4', 'source-serif-4-latin-400-normal', 400, 'normal'],
  ['Source Serif 4', 'source-serif-4-latin-400-italic', 400, 'italic'],
  ['Source Serif 4', 'source-serif-4-latin-600-normal', 600, 'normal'],
];

/** What the first screen needs: without it an `optional` face comes too late on a first visit. */
const firstFace = 'source-serif-4-latin-400-normal';

/**
 * Asks for the first screen's face at once, save where a round trip takes longer than an `optional` face is waited for:
 * there it could not be shown and would only hold up the script. The system's serif stands in until the page works
 * (see globals.css).
 */
const faceScript = `(function(){var d=document,c=navigator.connection;
if(c&&(c.saveData||c.rtt>=150)){d.documentElement.setAttribute('data-slow-line','');return}
var l=d.createElement('link');l.rel='preload';l.as='font';l.type='font/woff2';l.crossOrigin='anonymous';
l.href=d.currentScript.getAttribute('data-face');d.head.appendChild(l)})()`;

const latin =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD';

/**
 * Faces are declared here, not in a style sheet, so that their URLs follow the base path. `optional`: a face that
 * is not there within 100 ms waits for the next page, and the text never moves under the reader's eyes.
 */
export function FontFaces() {
  const css = faces
    .map(
      ([family, file, weight, style]) =>
        `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:optional;src:url(${asset(`/fonts/${file}.woff2`)}) format("woff2");unicode-range:${latin}}`,
    )
    .join('');
  return (
    <>
      <script
        data-face={asset(`/fonts/${firstFace}.woff2`)}
        dangerouslySetInnerHTML={{ __html: faceScript }}
      />
      <style dangerouslySetInnerHTML={{ __html: css }} />
    </>
  );
}
