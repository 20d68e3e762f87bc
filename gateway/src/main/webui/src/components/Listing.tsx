import { Button, Stack, Text } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../api/types';
import { t } from '../i18n';
import { Loading } from './Loading';
import { ProblemAlert } from './ProblemAlert';

type Props<T> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  empty: string;
  children: (items: T[]) => ReactNode;
};

/** A listing that comes page by page: on its way, refused, empty, or there with a way to the next page. */
export function Listing<T>({ query, empty, children }: Props<T>) {
  if (query.isPending) {
    return <Loading />;
  }
  if (query.isError) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <Text className="panel" p="lg">
        {empty}
      </Text>
    );
  }
  return (
    <Stack gap="md">
      {children(items)}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}
