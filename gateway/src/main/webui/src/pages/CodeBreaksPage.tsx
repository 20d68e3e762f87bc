import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../access';
import { codeBreaksQuery, paths } from '../api/queries';
import type { CodeBreakEntry } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemPage } from '../components/ProblemPage';
import { ReplyForm } from '../components/ReplyForm';
import { useMe } from '../components/useMe';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';

/** Who read an arm, when and why; never which arm. */
export function CodeBreaksPage({ study }: { study: string }) {
  const register = useInfiniteQuery(codeBreaksQuery(study));
  if (register.isPending) {
    return <Loading />;
  }
  if (register.isError) {
    return <ProblemPage error={register.error} onRetry={() => void register.refetch()} />;
  }
  const items = register.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('codeBreaks.title')} />
        <Title order={1}>{t('codeBreaks.title')}</Title>
        <Text className="quiet">{t('codeBreaks.text')}</Text>
      </div>
      {items.length === 0 && (
        <Text className="panel" p="lg">
          {t('codeBreaks.empty')}
        </Text>
      )}
      {items.map((entry) => (
        <Entry key={entry.codeBreak} study={study} entry={entry} />
      ))}
      {register.hasNextPage && (
        <Button variant="default" loading={register.isFetchingNextPage} onClick={() => void register.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}

function Entry({ study, entry }: { study: string; entry: CodeBreakEntry }) {
  const me = useMe();
  const mayConfirm =
    !entry.confirmation && accessTo(me, study).mayAtSite('code-break.confirm', entry.site) && entry.by !== me.username;
  const [confirming, setConfirming] = useState(false);
  return (
    <Stack className="panel" p="lg" gap="sm" component="article">
      <Group justify="space-between">
        <Title order={2} size="h4" className="tabular">
          {t('codeBreaks.subject', { subject: entry.subject })}
        </Title>
        <Badge color={entry.confirmation ? 'green' : 'orange'} variant="light" size="lg" tt="none">
          {entry.confirmation ? t('codeBreaks.confirmed') : t('codeBreaks.unconfirmed')}
        </Badge>
      </Group>
      <dl className="values fact">
        <dt>{t('codeBreaks.by')}</dt>
        <dd>
          {entry.byName}, {formatInstant(entry.brokenAt, 'UTC')}
        </dd>
        <dt>{t('codeBreaks.why')}</dt>
        <dd>
          {tCode('codeBreak.categories', entry.category)}: {entry.reason}
        </dd>
        <dt>{t('codeBreaks.staysBlinded')}</dt>
        <dd>{entry.staysBlinded}</dd>
        {entry.confirmation && (
          <>
            <dt>{t('codeBreaks.confirmedBy')}</dt>
            <dd>
              {entry.confirmation.byName}, {formatInstant(entry.confirmation.confirmedAt, 'UTC')}:{' '}
              {entry.confirmation.remark}
            </dd>
          </>
        )}
        <dt>{t('codeBreaks.notices')}</dt>
        <dd>{t('codeBreaks.noticesText', { ...entry.notices })}</dd>
      </dl>
      {mayConfirm && !confirming && (
        <Group>
          <Button size="sm" onClick={() => setConfirming(true)}>
            {t('codeBreaks.confirm')}
          </Button>
        </Group>
      )}
      {confirming && (
        <ReplyForm
          label={t('codeBreaks.remark')}
          confirm={t('codeBreaks.confirm')}
          maxLength={2000}
          path={`${paths.codeBreaks(study)}/${encodeURIComponent(entry.codeBreak)}/confirmation`}
          body={(remark) => ({ remark })}
          refresh={['study', study, 'code-breaks']}
          onDone={() => setConfirming(false)}
        />
      )}
    </Stack>
  );
}
