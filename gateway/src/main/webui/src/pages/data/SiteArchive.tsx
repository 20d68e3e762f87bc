import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { download } from '../../api/download';
import { archivePath } from '../../api/exchange';
import { Download } from '../../components/Download';
import { siteOption } from '../../components/SiteChoice';
import type { InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';

export function SiteArchive({ overview, sites }: InStudy) {
  const [site, setSite] = useState(sites[0]?.id ?? '');
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('exports.archive')}>
      <Title order={2} size="h3">
        {t('exports.archive')}
      </Title>
      <Text>{t('exports.archiveText')}</Text>
      <NativeSelect
        label={t('lock.siteChoice')}
        maw={360}
        value={site}
        onChange={(e) => setSite(e.currentTarget.value)}
        data={sites.map(siteOption)}
      />
      <Download
        key={site}
        variant="default"
        disabled={site === ''}
        label={t('exports.fetchArchive')}
        start={(onProgress) => download(archivePath(overview.study, site), `${overview.study}-${site}.zip`, onProgress)}
      />
    </Stack>
  );
}
