import { jsx } from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { compileMdx, mdxComponent } from '@/content/loader/mdx';

const InlineFormula = ({ html }: { html: string }) =>
  jsx('span', { dangerouslySetInnerHTML: { __html: html } });

async function render(source: string, components: Record<string, unknown> = {}) {
  const compiled = await compileMdx(source, 'a test page');
  const Content = mdxComponent(compiled.code);
  return {
    compiled,
    html: renderToStaticMarkup(jsx(Content, { components: { InlineFormula, ...components } })),
  };
}

test('headings keep their explicit ids and are listed', async () => {
  const { compiled, html } = await render('---\ntitle: T\n---\n\n## Where it breaks [#where]\n\nText.');
  expect(html).toContain('<h2 id="where">Where it breaks</h2>');
  expect(compiled.headings).toEqual([{ depth: 2, id: 'where', text: 'Where it breaks' }]);
  expect(compiled.frontmatter.title).toBe('T');
});

test('formulas become HTML with MathML inside, Chinese in \\text included', async () => {
  const { html } = await render('The scale $s = \\memory{a_{\\text{最大}}}/7$ here.');
  expect(html).toContain('class="katex"');
  expect(html).toContain('<math');
  expect(html).toContain('axis-memory');
});

test('registered tags are rendered', async () => {
  const Calc = ({ id }: { id: string }) => jsx('b', { children: id });
  expect((await render('A <Calc id="x.y" /> here.', { Calc })).html).toContain('<b>x.y</b>');
});

test('an unregistered tag, a heading without id, an import and bad TeX each fail', async () => {
  await expect(render('Some <Nowhere id="x" /> text.')).rejects.toThrow(/Nowhere/);
  await expect(render('## No id here')).rejects.toThrow(/no \[#id\]/);
  await expect(render('## A [#a]\n\n## B [#a]')).rejects.toThrow(/used twice/);
  await expect(render("import x from 'y'\n\nText")).rejects.toThrow(/may not import/);
  await expect(render('Bad $\\frac{1}{$ formula')).rejects.toThrow(/formula/);
});
