import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Crumbs } from '../../components/Crumbs';
import { WithStudy, type InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { DataCuts } from './DataCuts';
import { ExportData } from './ExportData';
import { SiteArchive } from './SiteArchive';

/** The ways in which data leave: an export, a site's archive, and cuts that keep what stood at a time. */
export function ExportsPage({ study }: { study: string }) {
  return <WithStudy study={study}>{(at) => <Exports {...at} />}</WithStudy>;
}

function Exports(at: InStudy) {
  const { overview, access } = at;
  const [asOf, setAsOf] = useState<string | null>(null);
  const exports = access.may('data.export');
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={overview.study} here={t('exports.title')} />
        <Title order={1}>{t('exports.title')}</Title>
        <Text className="quiet">{t('exports.text')}</Text>
      </div>
      {exports && <ExportData {...at} asOf={asOf} onAsOf={setAsOf} />}
      {exports && <SiteArchive {...at} />}
      {access.may('data.snapshot') && (
        <DataCuts
          study={overview.study}
          onExport={
            exports
              ? (instant) => {
                  setAsOf(instant);
                  window.scrollTo({ top: 0 });
                }
              : undefined
          }
        />
      )}
    </Stack>
  );
}
