import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { accessTo, type Access } from '../access';
import { studyQuery } from '../api/queries';
import type { Site, StudyOverview } from '../api/types';
import { Loading } from './Loading';
import { ProblemPage } from './ProblemPage';
import { useMe } from './useMe';

export type InStudy = { overview: StudyOverview; access: Access; sites: Site[] };

/** Shows what needs the study, what the person may do in it, and the person's sites. */
export function WithStudy({ study, children }: { study: string; children: (at: InStudy) => ReactNode }) {
  const overview = useQuery(studyQuery(study));
  const access = accessTo(useMe(), study);
  if (overview.isPending) {
    return <Loading />;
  }
  if (overview.isError) {
    return <ProblemPage error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  const sites = overview.data.sites.filter((site) => access.sites === null || access.sites.includes(site.id));
  return children({ overview: overview.data, access, sites });
}
