import katex from 'katex';

/** The little of a syntax tree that these plugins touch. */
interface Node {
  type: string;
  value?: string;
  depth?: number;
  name?: string;
  children?: Node[];
  attributes?: { type: 'mdxJsxAttribute'; name: string; value: string }[];
  data?: { hProperties?: Record<string, string> } & Record<string, unknown>;
}

const macros = {
  '\\memory': '\\htmlClass{axis-memory}{#1}',
  '\\compute': '\\htmlClass{axis-compute}{#1}',
  '\\latency': '\\htmlClass{axis-latency}{#1}',
};

type TexOutput = 'htmlAndMathml' | 'mathml';

/** TeX to HTML (with MathML inside for screen readers). Any doubtful TeX is an error that names its place. */
export function renderTex(
  tex: string,
  displayMode: boolean,
  name: string,
  output: TexOutput = 'htmlAndMathml',
): string {
  try {
    const html = katex.renderToString(tex, {
      displayMode,
      output,
      // Chinese inside \text{} is fine; everything else that KaTeX doubts is an error.
      strict: (code) =>
        code === 'unicodeTextInMathMode' ? 'error' : code === 'htmlExtension' ? 'ignore' : 'error',
      trust: (context) => context.command === '\\htmlClass',
      macros: { ...macros },
      throwOnError: true,
    });
    // The source of each formula, once more, for programs that read TeX: a page has hundreds, and nothing reads them.
    return html.replace(/<annotation[^>]*>[^<]*<\/annotation>/g, '');
  } catch (error) {
    throw new Error(`${name}: formula “${tex}”: ${(error as Error).message}`);
  }
}

/** Turns `$…$` into ready HTML: one string per formula, so that neither React's payload nor hydration walks it. */
export function remarkKatex(options: { name: string; target: 'mdx' | 'html'; output?: TexOutput }) {
  return (tree: Node) => {
    walk(tree, (node) => {
      if (node.type !== 'math' && node.type !== 'inlineMath') return;
      const display = node.type === 'math';
      const html = renderTex(node.value ?? '', display, options.name, options.output);
      delete node.children;
      delete node.data;
      if (options.target === 'html') {
        node.type = 'html';
        node.value = display ? `<div class="formula">${html}</div>` : html;
        return;
      }
      node.type = display ? 'mdxJsxFlowElement' : 'mdxJsxTextElement';
      node.name = display ? 'Formula' : 'InlineFormula';
      node.attributes = [{ type: 'mdxJsxAttribute', name: 'html', value: html }];
      node.children = [];
      delete node.value;
    });
  };
}

/** Reads `## Title [#id]`: the id survives translation, and a heading without one is an error. */
export function remarkHeadings(options: {
  name: string;
  onHeading: (heading: { depth: number; id: string; text: string }) => void;
}) {
  const seen = new Set<string>();
  return (tree: Node) => {
    walk(tree, (node) => {
      if (node.type !== 'heading') return;
      const last = node.children?.at(-1);
      const match = last?.type === 'text' ? /\s*\[#([a-z0-9-]+)\]\s*$/.exec(last.value ?? '') : null;
      if (!match || !last) throw new Error(`${options.name}: heading “${textOf(node)}” has no [#id]`);
      last.value = (last.value ?? '').slice(0, match.index);
      const id = match[1];
      if (seen.has(id)) throw new Error(`${options.name}: heading id ${id} is used twice`);
      seen.add(id);
      node.data = { ...node.data, hProperties: { id } };
      options.onHeading({ depth: node.depth ?? 2, id, text: textOf(node) });
    });
  };
}

export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children ?? []) walk(child, visit);
}
