// What the preview asks of the server, and what the page and the extension say to each other.
import { RequestType, type TextDocumentIdentifier } from 'vscode-languageclient/node';

/**
 * The printed form of the register that a document belongs to.
 *
 * `html` is what stands in the body: no scripts, no inline styles. An element that stands for a place in the text has
 * `data-line`, from 0, and `data-uri` where that is in another file than the document asked for.
 * `form` is for clients that have no page of their own: with `page` the HTML is a whole one.
 */
export const PREVIEW = new RequestType<{ textDocument: TextDocumentIdentifier; form?: 'fragment' | 'page' }, { html: string; title: string } | null, void>(
  'stdreg/preview',
);

/** What is sent to the page. */
export type ToPage = { type: 'show'; html: string; uri: string } | { type: 'follow'; line: number; uri: string };

/** What comes from the page. */
export type FromPage = { type: 'ready' } | { type: 'reveal'; line: number; uri: string };
