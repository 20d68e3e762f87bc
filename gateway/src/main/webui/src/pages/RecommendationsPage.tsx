import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { recommendationsQuery } from '../api/queries';
import type { ReleasedRecommendation } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemPage } from '../components/ProblemPage';
import { t } from '../i18n';
import { formatInstant } from '../time';

/** What the committee has released: the same page for everybody in the study. */
export function RecommendationsPage({ study }: { study: string }) {
  const released = useInfiniteQuery(recommendationsQuery(study));
  if (released.isPending) {
    return <Loading />;
  }
  if (released.isError) {
    return <ProblemPage error={released.error} onRetry={() => void released.refetch()} />;
  }
  const items = released.data.pages.flatMap((page) => page.items);
  const replaced = new Set(items.map((item) => item.supersedes));
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('recommendations.title')} />
        <Title order={1}>{t('recommendations.title')}</Title>
        <Text className="quiet">{t('recommendations.text')}</Text>
      </div>
      {items.length === 0 && (
        <Stack className="panel" p="xl" gap="xs">
          <Title order={2} size="h3">
            {t('recommendations.empty')}
          </Title>
          <Text>{t('recommendations.emptyText')}</Text>
        </Stack>
      )}
      {[...items].reverse().map((item) => (
        <Recommendation key={item.recommendation} item={item} replaced={replaced.has(item.recommendation)} />
      ))}
      {released.hasNextPage && (
        <Button variant="default" loading={released.isFetchingNextPage} onClick={() => void released.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}

function Recommendation({ item, replaced }: { item: ReleasedRecommendation; replaced: boolean }) {
  return (
    <Stack className="panel" p="lg" gap="sm" component="article">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('recommendations.entry', { look: item.look, action: t(`meeting.actions.${item.action}`) })}
        </Title>
        {replaced && (
          <Badge color="gray" variant="light" size="lg" tt="none">
            {t('recommendations.replaced')}
          </Badge>
        )}
      </Group>
      <Text style={{ whiteSpace: 'pre-wrap' }}>{item.wording}</Text>
      <Text className="quiet">
        {t('recommendations.releasedAt', { at: formatInstant(item.releasedAt, 'UTC') })}
        {item.supersedes && ` · ${t('recommendations.replaces')}`}
      </Text>
    </Stack>
  );
}
