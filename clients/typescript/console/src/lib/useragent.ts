/** A User-Agent header in plain words. It is a claim of the visitor's browser and only ever shown as text. */

const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  // Those that pretend to be another one come before it.
  ["Edge", /\bEdgi?A?(?:OS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Vivaldi", /\bVivaldi\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]*.*\bSafari\//],
];

const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMacintosh\b|\bMac OS X\b/],
  ["Linux", /\bLinux\b|\bX11\b/],
];

/** Such as "Firefox 121 on Windows"; empty if there is nothing to tell. */
export function browserInWords(userAgent: string): string {
  let browser = "";
  for (const [name, pattern] of BROWSERS) {
    const found = pattern.exec(userAgent);
    if (found) {
      browser = `${name} ${found[1]}`;
      break;
    }
  }
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "";
  if (browser && system) return `${browser} on ${system}`;
  return browser || system || userAgent.slice(0, 80);
}
