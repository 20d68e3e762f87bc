import { Alert, Button, Checkbox, Group, List, NativeSelect, Progress, Stack, Text, Textarea, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { migrate, type Migrated, type PublishedVersion } from '../../api/amendments';
import { subjectsQuery } from '../../api/queries';
import type { SubjectSummary } from '../../api/types';
import { SubjectLink } from '../../components/FormLink';
import { Listing } from '../../components/Listing';
import { ProblemAlert } from '../../components/ProblemAlert';
import { SiteChoice } from '../../components/SiteChoice';
import type { InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { versionOptions } from './Versions';

/** Lets chosen subjects follow a version. */
export function MoveSubjects({ overview, sites, versions }: InStudy & { versions: PublishedVersion[] }) {
  const [to, setTo] = useState(overview.version);
  const [site, setSite] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const query = useInfiniteQuery(subjectsQuery(overview.study, site));
  return (
    <Stack className="panel" p="lg" gap="md" component="section" aria-label={t('amendments.move')}>
      <Title order={2} size="h3">
        {t('amendments.move')}
      </Title>
      <Text>{t('amendments.moveText')}</Text>
      <Group align="flex-end">
        <NativeSelect
          label={t('amendments.to')}
          value={to}
          onChange={(e) => {
            setTo(e.currentTarget.value);
            setChosen([]);
          }}
          data={versionOptions(versions)}
        />
        <SiteChoice
          sites={sites}
          value={site}
          onChange={(each) => {
            setSite(each);
            setChosen([]);
          }}
        />
      </Group>
      <Listing query={query} empty={t('study.empty')}>
        {(subjects) => <Choice subjects={others(subjects, to)} to={to} chosen={chosen} onChoose={setChosen} />}
      </Listing>
      <Move study={overview.study} to={to} chosen={chosen} onDone={() => setChosen([])} />
    </Stack>
  );
}

export const others = (subjects: SubjectSummary[], to: string) =>
  subjects.filter((subject) => subject.definitionVersion !== to);

type ChoiceProps = { subjects: SubjectSummary[]; to: string; chosen: string[]; onChoose: (chosen: string[]) => void };

function Choice({ subjects, to, chosen, onChoose }: ChoiceProps) {
  if (subjects.length === 0) {
    return <Text>{t('amendments.noneToMove', { version: to })}</Text>;
  }
  const all = subjects.map((subject) => subject.subject);
  return (
    <Checkbox.Group aria-label={t('amendments.move')} value={chosen} onChange={onChoose}>
      <Checkbox
        size="md"
        mb="sm"
        label={t('amendments.chooseAll', { count: all.length })}
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(e) => onChoose(e.currentTarget.checked ? all : [])}
      />
      <div className="choices">
        {subjects.map((subject) => (
          <Checkbox
            key={subject.subject}
            value={subject.subject}
            label={t('amendments.follows', {
              subject: subject.subject,
              version: subject.definitionVersion ?? t('amendments.unknownVersion'),
            })}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

type MoveProps = { study: string; to: string; chosen: string[]; onDone: () => void };

function Move({ study, to, chosen, onDone }: MoveProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [moved, setMoved] = useState<Migrated[]>([]);
  const send = useMutation({
    mutationFn: (subjects: string[]) => {
      setMoved([]);
      return migrate(study, { to, subjects, reason: reason.trim() }, setMoved);
    },
    onSuccess: () => {
      onDone();
      setReason('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['study', study] }),
  });
  const asked = send.variables ?? [];
  return (
    <>
      <Textarea
        label={t('amendments.reason')}
        placeholder={t('amendments.reasonHint')}
        maxLength={2000}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group>
        <Button
          loading={send.isPending}
          disabled={chosen.length === 0 || reason.trim() === ''}
          onClick={() => send.mutate(chosen)}
        >
          {t('amendments.moveConfirm')}
        </Button>
        <Text role="status">
          {send.isPending
            ? t('amendments.moving', { done: moved.length, of: asked.length })
            : t('amendments.chosen', { count: chosen.length })}
        </Text>
      </Group>
      {send.isPending && <Progress value={(100 * moved.length) / asked.length} aria-label={t('amendments.move')} />}
      {send.isError && <ProblemAlert error={send.error} onRetry={() => send.mutate(asked)} />}
      {!send.isPending && moved.length > 0 && <Moved study={study} items={moved} />}
    </>
  );
}

function Moved({ study, items }: { study: string; items: Migrated[] }) {
  const count = (outcome: Migrated['outcome']) => items.filter((item) => item.outcome === outcome).length;
  const refused = items.filter((item) => item.outcome === 'refused');
  return (
    <Alert color={refused.length > 0 ? 'orange' : 'green'} role="status" variant="light">
      <Text c="dark.8">
        {t('amendments.moved', {
          migrated: count('migrated'),
          unchanged: count('unchanged'),
          refused: refused.length,
        })}
      </Text>
      <List c="dark.8">
        {refused.map((item) => (
          <List.Item key={item.subject}>
            <SubjectLink study={study} subject={item.subject} />: {item.why}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
