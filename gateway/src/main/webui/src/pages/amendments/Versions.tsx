import { Badge, Button, Group, Stack, Table, Title } from '@mantine/core';
import type { PublishedVersion } from '../../api/amendments';
import { DataTable } from '../../components/DataTable';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

export const CHANGES_ID = 'version-changes';

type Props = { versions: PublishedVersion[]; onCompare: (version: string) => void };

export function Versions({ versions, onCompare }: Props) {
  const columns = (['version', 'published', 'publishedBy', 'hash', 'compare'] as const).map((column) =>
    t(`amendments.columns.${column}`),
  );
  const compare = (version: string) => {
    onCompare(version);
    const section = document.getElementById(CHANGES_ID);
    section?.scrollIntoView({ block: 'start' });
    section?.focus({ preventScroll: true });
  };
  return (
    <Stack gap="sm" component="section" aria-label={t('amendments.versions')}>
      <Title order={2} size="h3">
        {t('amendments.versions')}
      </Title>
      <DataTable label={t('amendments.versions')} columns={columns}>
        {versions.map((each, i) => (
          <Table.Tr key={each.version}>
            <Table.Th scope="row">
              <Group gap="sm" wrap="nowrap">
                {each.version}
                {i === 0 && (
                  <Badge variant="light" color="green" size="lg" tt="none" miw="max-content">
                    {t('amendments.isInForce')}
                  </Badge>
                )}
              </Group>
            </Table.Th>
            <Table.Td className="tabular">{formatInstant(each.publishedAt, 'UTC')}</Table.Td>
            <Table.Td>{each.publishedBy}</Table.Td>
            <Table.Td className="hash">{each.contentHash}</Table.Td>
            <Table.Td>
              {i < versions.length - 1 ? (
                <Button
                  size="compact-md"
                  variant="subtle"
                  aria-label={t('amendments.whatChanges', { version: each.version })}
                  onClick={() => compare(each.version)}
                >
                  {t('amendments.show')}
                </Button>
              ) : (
                t('amendments.first')
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Stack>
  );
}

export const versionOptions = (versions: PublishedVersion[]) =>
  versions.map(({ version, publishedAt }) => ({
    value: version,
    label: t('amendments.versionOption', { version, at: formatInstant(publishedAt, 'UTC') }),
  }));
