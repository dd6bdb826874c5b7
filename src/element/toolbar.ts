/**
 * A toolbar is one stop of Tab; arrows, Home and End move inside it (ARIA Authoring Practices).
 * True: the key was one of these.
 */
export function moveInToolbar(event: KeyboardEvent, target: Element): boolean {
  const toolbar = target.closest('[role=toolbar]');
  if (!toolbar || event.altKey || event.ctrlKey || event.metaKey) return false;
  const buttons = [...toolbar.querySelectorAll('button')];
  const here = buttons.indexOf(target as HTMLButtonElement);
  const isRtl = getComputedStyle(toolbar).direction === 'rtl';
  const places: Readonly<Record<string, number>> = {
    Home: 0,
    End: -1,
    [isRtl ? 'ArrowLeft' : 'ArrowRight']: (here + 1) % buttons.length,
    [isRtl ? 'ArrowRight' : 'ArrowLeft']: here - 1,
  };
  const place = places[event.key];
  const next = place === undefined ? undefined : buttons.at(place);
  if (!next) return false;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  return true;
}
