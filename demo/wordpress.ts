import '../src/index.ts';
import './preview.ts';

// Shows the comments of the blog that the address of this page names: ?server=…&thread=…

const form = document.querySelector<HTMLFormElement>('form.blog')!;
const query = new URLSearchParams(location.search);
const [server, thread] = [query.get('server')?.trim(), query.get('thread')?.trim()];

for (const name of ['server', 'thread']) {
  form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = query.get(name) ?? '';
}
form.querySelector<HTMLInputElement>('[name=avatars]')!.checked = query.has('avatars');

if (server && thread) show(server, thread);

function show(blog: string, post: string): void {
  const section = document.createElement('comment-section');
  section.setAttribute('backend', 'wordpress');
  section.setAttribute('server', blog);
  section.setAttribute('thread', post);
  section.setAttribute('thread-title', '');
  section.toggleAttribute('avatars', query.has('avatars'));
  section.addEventListener('comment-error', ({ error }) => {
    document.querySelector('#advice')!.textContent = error.advice ?? '';
  });
  section.addEventListener('comments-loaded', () => {
    document.querySelector('#advice')!.textContent = '';
  });
  document.querySelector('#markup')!.textContent = markupOf(section);
  document.querySelector('#thread')!.replaceChildren(section);
  document.querySelector<HTMLElement>('#shown')!.hidden = false;
}

/** `thread-title` only keeps the title of this page out of the heading. */
function markupOf({ attributes }: Element): string {
  const shown = [...attributes].filter(({ name }) => name !== 'thread-title');
  const texts = shown.map(({ name, value }) =>
    value ? `${name}="${value.replaceAll('"', '&quot;')}"` : name,
  );
  return ['<comment-section', ...texts.map((text) => `  ${text}`), '></comment-section>'].join(
    '\n',
  );
}
