import { expect } from '@open-wc/testing';
import { eventually, local, openForm, type Form } from './harness.ts';

async function formWith(text: string, start = 0, end = text.length): Promise<Form> {
  const { form } = await openForm();
  form.type(text);
  form.textarea.setSelectionRange(start, end);
  return form;
}

function selected({ textarea }: Form): string {
  return textarea.value.slice(textarea.selectionStart, textarea.selectionEnd);
}

function paste({ textarea }: Form, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  // Firefox makes an empty one of what its constructor is given.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  return textarea.dispatchEvent(event);
}

describe('The toolbar', () => {
  it('says what its buttons do, and what they do it to', async () => {
    const form = await formWith('');
    const toolbar = form.element.querySelector('[role="toolbar"]')!;
    expect(toolbar.getAttribute('aria-label')).to.equal('Formatting');
    expect(toolbar.getAttribute('aria-controls')).to.equal(form.textarea.id);
    const names = ['Bold', 'Italic', 'Link', 'Quote', 'Code', 'List', 'Preview'];
    expect(form.buttons.slice(0, names.length)).to.deep.equal(names);
  });

  const marks: readonly (readonly [tool: string, text: string])[] = [
    ['Bold', 'a **word** here'],
    ['Italic', 'a _word_ here'],
    ['Code', 'a `word` here'],
    ['Link', 'a [word](https://) here'],
  ];
  for (const [tool, text] of marks) {
    it(`${tool} marks what is selected, and undo takes it back`, async () => {
      const form = await formWith('a word here', 2, 6);
      form.button(tool).click();
      expect(form.text).to.equal(text);
      expect(selected(form)).to.equal(tool === 'Link' ? 'https://' : 'word');
      expect(form.has(form.textarea)).to.equal(true);
      document.execCommand('undo');
      expect(form.text).to.equal('a word here');
      document.execCommand('redo');
      expect(form.text).to.equal(text);
    });
  }

  it('puts a mark before every line that is selected', async () => {
    const quoted = await formWith('one\ntwo\nthree', 2, 5);
    quoted.button('Quote').click();
    expect(quoted.text).to.equal('> one\n> two\nthree');
    const listed = await formWith('one\ntwo', 0, 7);
    listed.button('List').click();
    expect(listed.text).to.equal('- one\n- two');
  });

  it('leaves the line alone before which the selection ends', async () => {
    const form = await formWith('one\ntwo\nthree', 0, 'one\n'.length);
    form.button('List').click();
    expect(form.text).to.equal('- one\ntwo\nthree');
  });

  it('is one stop of Tab, inside which arrows, Home and End move', async () => {
    const { section, form } = await openForm();
    const stops = (): string[] =>
      form.buttons.filter((name) => form.button(name).tabIndex === 0).slice(0, 1);
    const press = (key: string): void => {
      const { activeElement } = section.root;
      activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
    };
    form.button('Bold').focus();
    const passed = ['ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'End', 'Home'].map(
      (key) => {
        press(key);
        expect(stops()).to.deep.equal([section.focus]);
        return section.focus;
      },
    );
    expect(passed).to.deep.equal(['Italic', 'Bold', 'Preview', 'Bold', 'Preview', 'Bold']);
    section.element.dir = 'rtl';
    const toolbar = form.element.querySelector('[role="toolbar"]')!;
    await eventually(() => expect(getComputedStyle(toolbar).direction).to.equal('rtl'));
    press('ArrowLeft');
    expect(section.focus).to.equal('Italic');
  });

  it('is not there where comments are plain text, nor are links made by pasting', async () => {
    const { form } = await openForm({ memory: { rules: { format: 'text' } } });
    expect(form.element.querySelector('[role="toolbar"]')).to.equal(null);
    expect(form.buttons).to.include('Preview').and.not.to.include('Bold');
    expect(form.button('Preview').tabIndex).to.equal(0);
    form.type('a word here');
    form.textarea.setSelectionRange(2, 6);
    expect(paste(form, 'https://example.com')).to.equal(true);
    expect(form.text).to.equal('a word here');
  });

  it('makes a block of several lines of code', async () => {
    const form = await formWith('let a\nlet b');
    form.button('Code').click();
    expect(form.text).to.equal('\n```\nlet a\nlet b\n```\n');
  });

  it('with nothing selected leaves the caret where one would type', async () => {
    const form = await formWith('', 0, 0);
    form.button('Bold').click();
    expect(form.text).to.equal('****');
    expect(form.textarea.selectionStart).to.equal(2);
  });

  it('is part of what is typed: the draft has it', async () => {
    const form = await formWith('word');
    form.button('Bold').click();
    expect(local.content).to.contain('**word**');
  });
});

describe('Pasting', () => {
  it('an address over a selection makes a link of it, and undo takes it back', async () => {
    const form = await formWith('a word here', 2, 6);
    expect(paste(form, ' https://example.com/a?b=c\n')).to.equal(false);
    expect(form.text).to.equal('a [word](https://example.com/a?b=c) here');
    document.execCommand('undo');
    expect(form.text).to.equal('a word here');
  });

  it('anything else is the browser’s', async () => {
    expect(paste(await formWith('word'), 'other words')).to.equal(true);
    expect(paste(await formWith('word'), 'javascript:alert(1)')).to.equal(true);
    expect(paste(await formWith('word', 1, 1), 'https://example.com')).to.equal(true);
    expect(paste(await formWith('one\ntwo'), 'https://example.com')).to.equal(true);
    expect(paste(await formWith('https://old.example'), 'https://example.com')).to.equal(true);
  });
});

describe('The preview', () => {
  it('shows the text as the thread will, in the place of the text', async () => {
    const form = await formWith('One\n\nTwo <b>not bold</b>');
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    const paragraphs = [...form.preview!.querySelectorAll('p')].map((each) => each.textContent);
    expect(paragraphs).to.deep.equal(['One', 'Two <b>not bold</b>']);
    expect(form.textarea.checkVisibility()).to.equal(false);
    expect(form.button('Preview').getAttribute('aria-pressed')).to.equal('true');
    expect(form.buttons).not.to.include('Bold');
  });

  it('goes back to the text, which is as it was', async () => {
    const form = await formWith('Hello');
    form.button('Preview').focus();
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    expect(form.has(form.button('Preview'))).to.equal(true);
    form.button('Preview').click();
    await eventually(() => expect(form.preview).to.equal(null));
    expect(form.text).to.equal('Hello');
    expect(form.has(form.button('Preview'))).to.equal(true);
  });

  it('of nothing says so', async () => {
    const form = await formWith(' \n ');
    form.button('Preview').click();
    await eventually(() => expect(form.preview!.textContent).to.equal('Nothing to preview yet.'));
  });

  it('can be posted from', async () => {
    const { section, form } = await openForm();
    form.type('Hello');
    form.fill({ name: 'Ada', email: 'ada@secret.test' });
    form.button('Preview').click();
    await eventually(() => expect(form.preview).not.to.equal(null));
    form.submit.click();
    await eventually(() => expect(section.comment('Hello').allActions).to.contain('Like'));
  });
});
