import { t } from '../i18n';
import { ProblemError } from './client';

/** What a chosen file says, if it is JSON. */
export async function readJson(file: Blob): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch (fault) {
    throw new ProblemError({
      status: 0,
      code: 'malformed-json',
      title: t('imports.notJson'),
      detail: fault instanceof Error ? fault.message : undefined,
    });
  }
}
