// Lays out large graphs without holding up the page.
import { lay, type Laid } from "./forces";

self.onmessage = (event: MessageEvent<{ turn: number; laid: Laid }>): void => {
  const { turn, laid } = event.data;
  self.postMessage({ turn, positions: lay(laid) });
};
