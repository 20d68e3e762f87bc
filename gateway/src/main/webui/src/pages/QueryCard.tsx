import { Badge, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Access } from '../access';
import { paths } from '../api/queries';
import type { DataQuery } from '../api/types';
import { FormLink } from '../components/FormLink';
import { ReplyForm } from '../components/ReplyForm';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';

type Act = 'answers' | 'closure' | 'reopening';

const COLOR = { open: 'orange', answered: 'blue', closed: 'gray' } as const;

const LABEL = { answers: 'queries.answer', closure: 'queries.close', reopening: 'queries.reopen' } as const;

type Props = {
  study: string;
  query: DataQuery;
  about: string;
  access: Access;
  zone: string;
  /** Where several are chosen together: whether this one is. */
  selected?: boolean;
  onSelect?: (selected: boolean) => void;
};

/** A query with all that was said, and what the reader may do about it. */
export function QueryCard({ study, query, about, access, zone, selected, onSelect }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Stack className="panel" p="lg" gap="sm" component="article" aria-label={about}>
      <Group justify="space-between">
        <Group gap="sm">
          {onSelect && (
            <Checkbox
              size="md"
              aria-label={`${t('queries.select')}: ${about}`}
              checked={selected}
              onChange={(e) => onSelect(e.currentTarget.checked)}
            />
          )}
          <FormLink study={study} at={query}>
            {about}
          </FormLink>
        </Group>
        <Badge color={COLOR[query.status]} variant="light" size="lg" tt="none">
          {t(`queries.status.${query.status}`)}
        </Badge>
      </Group>
      <Text>{query.text}</Text>
      <Text size="sm" className="quiet">
        {[
          query.raisedBy,
          formatInstant(query.raisedAt, zone),
          query.check ? t('queries.byCheck', { check: query.check }) : null,
          query.ageDays === undefined ? null : age(query.ageDays),
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
      {query.thread
        .filter((entry) => entry.action !== 'raised' && entry.text)
        .map((entry) => (
          <Text key={entry.at + entry.action} pl="md" style={{ borderLeft: '3px solid var(--line)' }}>
            {entry.text}
            <Text component="span" size="sm" className="quiet">
              {' '}
              {tCode('queries.actions', entry.action)}: {entry.by}, {formatInstant(entry.at, zone)}
            </Text>
          </Text>
        ))}
      {act === null ? (
        <Group>
          {acts(query, access).map((each, i) => (
            <Button key={each} size="sm" variant={i === 0 ? 'filled' : 'default'} onClick={() => setAct(each)}>
              {t(LABEL[each])}
            </Button>
          ))}
        </Group>
      ) : (
        <ReplyForm
          label={t('queries.text')}
          confirm={act === 'answers' ? t('queries.send') : t(LABEL[act])}
          maxLength={4000}
          path={`${paths.study(study)}/queries/${encodeURIComponent(query.query)}/${act}`}
          body={(text) => ({ text })}
          refresh={['study', study]}
          onDone={() => setAct(null)}
        />
      )}
    </Stack>
  );
}

function acts(query: DataQuery, access: Access): Act[] {
  const all: [Act, boolean][] = [
    ['answers', query.status === 'open' && access.may('query.answer')],
    ['closure', query.status !== 'closed' && access.may('query.close')],
    ['reopening', query.status === 'closed' && access.may('query.close')],
  ];
  return all.filter(([, may]) => may).map(([act]) => act);
}

export function age(days: number): string {
  if (days === 0) {
    return t('queries.ageNone');
  }
  return days === 1 ? t('queries.ageOne') : t('queries.age', { days });
}
