import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './client';

/** A refusal stays a refusal: only a missing connection or an overloaded server is worth asking again. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ProblemError && [0, 503, 504].includes(error.problem.status),
      },
      mutations: { retry: false },
    },
  });
}
