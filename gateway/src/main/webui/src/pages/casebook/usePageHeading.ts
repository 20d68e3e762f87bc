import { useEffect } from 'react';

/** Puts a line at the head of every printed page, as long as the page is shown. A browser that cannot prints without it. */
export function usePageHeading(text: string) {
  useEffect(() => {
    if (!Array.isArray(document.adoptedStyleSheets)) {
      return undefined;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { @top-right { color: #4a5b61; font: 9pt sans-serif; content: ${JSON.stringify(text)}; } }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [text]);
}
