import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Access } from '../access';
import { dataQueriesQuery, type FormAddress } from '../api/queries';
import type { DataQuery, FormDefinition } from '../api/types';
import { t } from '../i18n';
import { QueryCard } from '../pages/QueryCard';
import { itemsOf } from './draft';

type Props = { at: FormAddress; definition: FormDefinition; access: Access; zone: string };

/** What is asked about this form, beside it, so that nobody has to leave it to answer. */
export function FormQueries({ at, definition, access, zone }: Props) {
  const queries = useQuery({ ...dataQueriesQuery(at.study, at.subject), enabled: access.may('query.read') });
  const here = (queries.data?.items ?? []).filter((query) => isAbout(query, at));
  if (here.length === 0) {
    return null;
  }
  return (
    <Stack gap="md" component="section" aria-label={t('queries.onForm', { count: here.length })}>
      <Title order={2} size="h3">
        {t('queries.onForm', { count: here.length })}
      </Title>
      {here.map((query) => (
        <QueryCard
          key={query.query}
          study={at.study}
          query={query}
          about={labelOf(query, definition)}
          access={access}
          zone={zone}
        />
      ))}
    </Stack>
  );
}

const isAbout = (query: DataQuery, at: FormAddress) =>
  query.event === at.event && query.form === at.form && query.repeat === at.repeat;

function labelOf(query: DataQuery, definition: FormDefinition): string {
  const { item } = query;
  return item ? (itemsOf(definition).find((known) => known.id === item)?.label ?? item) : t('queries.wholeForm');
}
