/* <details data-open-on-wide>: open where there is room for it, closed on a phone. */

const WIDE = "(min-width: 60rem)";

export function start(details) {
  details.open = matchMedia(WIDE).matches;
}
