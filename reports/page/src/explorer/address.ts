/** The address of the page, of which the part behind '#' says the state of an explorer: '#explorer?level=SOC'. */

export interface Address {
  /** What the address says; '' where it speaks of something else. */
  said: () => string;
  /** Say another state: as a step that the back button undoes, or in the place of the last one. */
  say: (text: string, step: boolean) => void;
  /** Does the address lead to this explorer? */
  leadsHere: () => boolean;
}

export function addressOf(anchor: string, changed: () => void): Address {
  const beginning = `#${anchor}?`;
  const leadsHere = (): boolean => location.hash.startsWith(beginning);
  addEventListener("popstate", changed);
  return {
    said: () => (leadsHere() ? location.hash.slice(beginning.length) : ""),
    say: (text, step) => {
      const address = beginning + text;
      if (address === location.hash) return;
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    },
    leadsHere,
  };
}
