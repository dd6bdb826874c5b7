// The preview switches: each does to the page what a blog's own theme, language or layout would do.

const root = document.documentElement;
const page = document.querySelector('.page')!;
const form = document.querySelector<HTMLFormElement>('#preview')!;
const theme = form.querySelector<HTMLSelectElement>('[name=theme]');
const language = form.querySelector<HTMLSelectElement>('[name=language]');
const rtl = form.querySelector<HTMLInputElement>('[name=rtl]');
const narrow = form.querySelector<HTMLInputElement>('[name=narrow]');

form.addEventListener('submit', (event) => event.preventDefault());

theme?.addEventListener('change', () => (root.dataset['theme'] = theme.value));

language?.addEventListener('change', () => speak(language.value));

rtl?.addEventListener('change', () => speak(rtl.checked ? 'ar' : 'en'));

narrow?.addEventListener('change', () => page.classList.toggle('narrow', narrow.checked));

/** Puts the page into a language, and lays it out in the direction of its script. */
function speak(lang: string): void {
  root.lang = lang;
  root.dir = lang === 'ar' ? 'rtl' : 'ltr';
  if (language) language.value = lang;
  if (rtl) rtl.checked = root.dir === 'rtl';
}
