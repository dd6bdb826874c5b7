import { expect } from '@open-wc/testing';
import { comment, manyComments } from '../support/comments.ts';
import { spyingOn } from './answering.ts';
import { eventually, listenToConsole, opened, openSection, putSection, turn } from './harness.ts';

/** What is wrong, what is allowed, and what is taken instead. */
const wrong = [
  ['sort', 'loudest', 'one of oldest, newest, most-liked'],
  ['page-size', 'many', 'a whole number from 1 to 500 or all', '25'],
  ['page-size', '0', 'a whole number from 1 to 500 or all', '25'],
  ['page-size', '501', 'a whole number from 1 to 500 or all', '25'],
  ['page-size', '2.5', 'a whole number from 1 to 500 or all', '25'],
  ['max-depth', '-1', 'a whole number from 0 to 20', '6'],
  ['max-depth', '21', 'a whole number from 0 to 20', '6'],
  ['max-depth', '', 'a whole number from 0 to 20', '6'],
  ['heading-level', '6', 'a whole number from 1 to 5', '2'],
  ['poll', '1', 'a whole number from 5 to 3600'],
  ['theme', 'blue', 'one of auto, light, dark', 'auto'],
  ['loading', 'later', 'one of lazy, eager, manual', 'lazy'],
] as const;

describe('A wrong value', () => {
  for (const [name, value, allowed, taken] of wrong) {
    it(`of ${name} ("${value}") is told once, and the section works`, async () => {
      const { warnings } = listenToConsole();
      const section = await openSection({
        memory: { comments: manyComments(3) },
        attributes: { [name]: value },
      });
      await eventually(() => expect(warnings).to.have.length(1));
      expect(warnings[0]).to.contain(`<comment-section>: ${name}="${value}" is not ${allowed}.`);
      if (taken) expect(warnings[0]).to.contain(`Taking ${taken}.`);
      expect(section.ids).to.deep.equal(['c1', 'c2', 'c3']);
      section.element.threadTitle = 'Changed';
      await eventually(() => expect(section.heading).to.contain('Changed'));
      await turn();
      expect(warnings).to.have.length(1);
    });
  }

  it('given later is told, and the section goes on', async () => {
    const { warnings } = listenToConsole();
    const section = await openSection({
      memory: { comments: [comment('a'), comment('b', 'a')] },
      attributes: { 'max-depth': '0' },
    });
    section.element.setAttribute('max-depth', 'deep');
    await eventually(() => expect(section.outline).to.deep.equal(['a', ['b']]));
    await eventually(() => expect(warnings.join()).to.contain('max-depth="deep"'));
  });

  it('of lang is told, and the section is in English', async () => {
    const { warnings } = listenToConsole();
    const section = await openSection({ attributes: { lang: 'no language!' } });
    await eventually(() => expect(warnings).to.have.length(1));
    expect(warnings[0]).to.contain('lang="no language!" is not a language tag');
    expect(section.heading).to.equal('No thoughts on “A Post” yet');
  });

  it('among strings is told by its name, and our own sentence stands in its place', async () => {
    const { warnings } = listenToConsole();
    const strings = {
      like: 7,
      replies: { one: '{n} answer' },
      heading: '{n} voices',
      nonsense: 'Nonsense',
      reply: 'Answer',
    };
    const section = putSection({ memory: { comments: [comment('a'), comment('b', 'a')] } });
    section.element.strings = strings as never;
    await opened(section.element);
    expect(section.heading).to.equal('2 voices');
    expect(section.comment('b').buttons).to.include.members(['Like', 'Answer']);
    expect(section.comment('a').buttons.join()).to.contain('Author of a · 1 answer');
    await eventually(() => expect(warnings).to.have.length(3));
    expect(warnings.join()).to.contain('strings.like is not a text.');
    expect(warnings.join()).to.contain('strings.replies is not a text or an object such as');
    expect(warnings.join()).to.contain('strings.nonsense is not the name of a sentence.');
  });

  it('of strings as a whole is told, and the sentences are our own', async () => {
    const { warnings } = listenToConsole();
    const section = await openSection({ memory: { comments: [comment('a')] } });
    await section.element.goTo('a'); // all of it is here by then
    section.element.strings = 'reply: Answer' as never;
    await eventually(() => expect(warnings.join()).to.contain('strings is not an object.'));
    section.element.strings = null as never;
    await section.element.updateComplete;
    expect(section.comment('a').buttons).to.include('Reply');
  });

  it('is not seen in what is right, or in what is taken away', async () => {
    const { warnings } = listenToConsole();
    const right = {
      sort: 'newest',
      'page-size': '500',
      'max-depth': '20',
      'heading-level': '1',
      theme: 'dark',
      loading: 'eager',
      lang: 'de',
    };
    const section = await openSection({ attributes: right });
    for (const name of Object.keys(right)) section.element.removeAttribute(name);
    section.element.threadTitle = 'Changed';
    await eventually(() => expect(section.heading).to.contain('Changed'));
    await turn();
    await turn();
    expect(warnings).to.deep.equal([]);
  });
});

describe('The owner of the page', () => {
  it('is told that a thread is named after the address', async () => {
    const { warnings } = listenToConsole();
    const section = await openSection({ attributes: { thread: '' } });
    await eventually(() => expect(warnings).to.have.length(1));
    expect(warnings[0]).to.contain('Set thread="…"');
    expect(section.heading).to.contain('No thoughts');
  });

  it('is not told so where a canonical link names the page', async () => {
    const { warnings } = listenToConsole();
    const link = document.createElement('link');
    link.rel = 'canonical';
    link.href = 'https://blog.example/post';
    document.head.append(link);
    let thread = '';
    const section = await openSection({
      attributes: { thread: '' },
      backend: spyingOn((id) => (thread = id)),
    });
    link.remove();
    section.element.remove();
    await turn();
    expect(thread).to.equal('https://blog.example/post');
    expect(warnings).to.deep.equal([]);
  });

  it('is told that nobody else sees comments kept in a browser', async () => {
    const { notes } = listenToConsole();
    await openSection({ memory: { keeper: 'browser' } });
    await eventually(() => expect(notes.join()).to.contain('nobody else sees them'));
  });
});
