import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries';
import type { Me } from '../api/types';

const NOBODY: Me = { name: '', username: '', studies: [] };

/** The signed-in person; pages below the shell are only shown to one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data ?? NOBODY;
}
