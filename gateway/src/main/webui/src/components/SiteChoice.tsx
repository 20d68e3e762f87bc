import { NativeSelect } from '@mantine/core';
import type { Site } from '../api/types';
import { t } from '../i18n';

export const siteOption = (site: Site) => ({ value: site.id, label: `${site.id} ${site.name}` });

type Props = { sites: Site[]; value: string | null; onChange: (site: string | null) => void };

/** Which of one's sites; nothing where there is no choice. */
export function SiteChoice({ sites, value, onChange }: Props) {
  return sites.length < 2 ? null : (
    <NativeSelect
      label={t('study.site')}
      value={value ?? ''}
      onChange={(e) => onChange(e.currentTarget.value || null)}
      data={[{ value: '', label: t('study.allSites') }, ...sites.map(siteOption)]}
    />
  );
}
