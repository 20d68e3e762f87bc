import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isConflict, isProblem } from '../api/client';
import { draftQuery, scheduleQuery, type FormAddress } from '../api/queries';
import type { FormEntry, ScheduledEvent } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { keepDraft, useDiscardDraft } from './useKeptDraft';
import { useSaveForm } from './useSaveForm';

type Props = { at: FormAddress; repeat: number; event?: ScheduledEvent; sent: FormEntry; onMove: () => void };

/**
 * Of two people who began a new entry at once, the second saves another thing under the next number. What the service will not take
 * there as it is goes on as a draft of that entry.
 */
export function SaveAsNewEntry({ at, repeat, event, sent, onMove }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const there = { ...at, repeat };
  const save = useSaveForm(there, null);
  const discard = useDiscardDraft(at);
  const [failure, setFailure] = useState<unknown>(null);
  const move = async () => {
    await discard();
    onMove();
    const { study, subject, form } = at;
    await navigate({
      to: '/studies/$study/subjects/$subject/events/$event/forms/$form',
      params: { study, subject, event: at.event, form },
      search: { repeat },
    });
  };
  const saveThere = async () => {
    try {
      await save.mutateAsync(sent);
    } catch (refusal) {
      if (isConflict(refusal)) {
        // That number is taken too: the button offers the next one.
        await queries.invalidateQueries({ queryKey: scheduleQuery(at.study, at.subject).queryKey });
      }
      if (!isProblem(refusal, 422)) {
        throw refusal;
      }
      queries.setQueryData(draftQuery(there).queryKey, await keepDraft(there, { ...sent, baseRevision: 0 }));
    }
    await move();
  };
  return (
    <>
      <Button size="sm" loading={save.isPending} onClick={() => void saveThere().catch(setFailure)}>
        {t(event?.repeating ? 'form.conflictNewVisit' : 'form.conflictNewEntry', { repeat })}
      </Button>
      {failure !== null && <ProblemAlert error={failure} />}
    </>
  );
}
