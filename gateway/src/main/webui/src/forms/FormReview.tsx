import { Badge, Button, Checkbox, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Access } from '../access';
import { call, isConflict, newKey } from '../api/client';
import { forget, keptFor } from '../api/freshSignIn';
import { paths, recordQuery, standingQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord, FormStanding, Mark } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';
import { ChangedSince } from './ChangedSince';
import { placeLabel, type Reasons } from './display';
import { VerifyItems } from './VerifyItems';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord;
  site: string;
  zone: string;
  access: Access;
  reasons: Reasons;
};

type Act = 'verification' | 'review' | 'signature' | 'freeze' | 'unfreeze' | 'lock' | 'unlock' | ItemAct;

type ItemAct = 'freeze-items' | 'unfreeze-items' | 'lock-items' | 'unlock-items';

/** How far the review of a form has come, and the next steps that the reader may take. */
export function FormReview({ at, definition, record, site, zone, access, reasons }: Props) {
  const queries = useQueryClient();
  const standing = useQuery(standingQuery(at));
  const signing = `signature.${JSON.stringify(at)}`;
  const [seen, setSeen] = useState(() => keptFor<Typed>(signing)?.revision ?? record.revision);
  const [act, setAct] = useState<Act | null>(() => (keptFor<Typed>(signing) === null ? null : 'signature'));
  if (standing.isPending) {
    return <Loading />;
  }
  if (standing.isLoadingError) {
    return <ProblemAlert error={standing.error} onRetry={() => void standing.refetch()} />;
  }
  const found = standing.data;
  if (found === null || found === undefined) {
    return null;
  }
  const present = Math.max(record.revision, found.revision);
  const isPresent = seen === present && seen === found.revision;
  const close = () => {
    forget(signing);
    setAct(null);
  };
  const goOn = async () => {
    close();
    if (record.revision < present) {
      await queries.refetchQueries({ queryKey: recordQuery(at).queryKey });
    }
    setSeen(present);
  };
  return (
    <Stack className="panel" p="lg" gap="md" component="section" aria-label={t('review.title')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('review.title')}
        </Title>
        <Badges standing={found} />
      </Group>
      {found.signatures.map((signature) => (
        <Text key={signature.at + signature.by}>
          {t(signature.valid ? 'review.signedBy' : 'review.lapsed', {
            by: signature.by,
            at: formatInstant(signature.at, zone),
            meaning: signature.meaning,
          })}
        </Text>
      ))}
      {seen < present && <ChangedSince {...{ at, definition, zone, reasons, seen, present }} onGoOn={() => void goOn()} />}
      <Group>
        {(isPresent ? steps(found, access, site) : []).map((step) => (
          <Button key={step} size="sm" variant={step === 'signature' ? 'filled' : 'default'} onClick={() => setAct(step)}>
            {t(`review.acts.${step}`)}
          </Button>
        ))}
      </Group>
      <History standing={found} zone={zone} />
      {act && isPresent && (
        <Step {...{ at, act, definition, record, zone, reasons, signing }} standing={found} revision={seen} onClose={close} />
      )}
    </Stack>
  );
}

function steps(standing: FormStanding, access: Access, site: string): Act[] {
  const may = (permission: string) => access.mayAtSite(permission, site);
  const byItself = standing.closedBy === null || standing.closedBy === undefined || standing.closedBy === 'form';
  const takesMarks = standing.state !== 'locked' && standing.state !== 'sealed';
  const steps: Act[] = [];
  if (takesMarks) {
    if (may('form.verify') && standing.unverified.length > 0) steps.push('verification');
    if (may('form.review') && !standing.reviewed) steps.push('review');
    if (may('form.sign') && !standing.signed) steps.push('signature');
  }
  if (may('form.lock') && byItself) {
    if (standing.state === 'open') steps.push('freeze', 'lock');
    if (standing.state === 'frozen') steps.push('unfreeze', 'lock');
    if (standing.state === 'locked') steps.push('unlock');
    if (takesMarks) steps.push(...ITEM_ACTS.filter((act) => itemsFor(act, standing).length > 0));
  }
  return steps;
}

const ITEM_ACTS: ItemAct[] = ['freeze-items', 'unfreeze-items', 'lock-items', 'unlock-items'];

const isOnItems = (act: Act): act is ItemAct => act.endsWith('-items');

/** The items that a step has its place on: a frozen one can be locked, a locked one is only unlocked. */
function itemsFor(act: ItemAct, standing: FormStanding): string[] {
  const { frozen = [], locked = [] } = standing;
  const open = [...standing.verified, ...standing.unverified].filter((item) => ![...frozen, ...locked].includes(item));
  switch (act) {
    case 'freeze-items':
      return open.sort();
    case 'unfreeze-items':
      return frozen;
    case 'lock-items':
      return [...open, ...frozen].sort();
    case 'unlock-items':
      return locked;
  }
}

function Badges({ standing }: { standing: FormStanding }) {
  const all = standing.verified.length + standing.unverified.length;
  return (
    <Group gap="xs">
      <Badge variant="light" size="lg" tt="none" color={standing.unverified.length === 0 ? 'green' : 'gray'}>
        {t('review.verified', { count: standing.verified.length, all })}
      </Badge>
      <Badge variant="light" size="lg" tt="none" color={standing.reviewed ? 'green' : 'gray'}>
        {t(standing.reviewed ? 'review.reviewed' : 'review.notReviewed')}
      </Badge>
      <Badge variant="light" size="lg" tt="none" color={standing.signed ? 'green' : 'gray'}>
        {t(standing.signed ? 'review.signed' : 'review.notSigned')}
      </Badge>
      {standing.state !== 'open' && (
        <Badge variant="light" size="lg" tt="none" color="orange">
          {tCode('review.states', standing.state)}
        </Badge>
      )}
    </Group>
  );
}

function History({ standing, zone }: { standing: FormStanding; zone: string }) {
  if (standing.marks.length === 0) {
    return <Text className="quiet">{t('review.none')}</Text>;
  }
  return (
    <details>
      <summary>{t('review.history', { count: standing.marks.length })}</summary>
      <Stack gap={4} mt="sm">
        {standing.marks.map((mark) => (
          <Text key={mark.number} size="sm">
            {formatInstant(mark.at, zone)} · {mark.by} · {tCode('review.actions', mark.action)} (
            {t('subject.revision', { revision: mark.revision })}){named(mark)}{mark.text ? `: ${mark.text}` : ''}
          </Text>
        ))}
      </Stack>
    </details>
  );
}

/** Which items were closed or opened; of a verification there are too many to read. */
const named = (mark: Mark) => (mark.action.endsWith('-items') ? ` ${(mark.items ?? []).join(', ')}` : '');

/** What waits for a fresh sign-in; the revision is the one that was on the screen when it was written. */
type Typed = { key: string; text: string; revision: number };

type StepProps = {
  at: FormAddress;
  act: Act;
  definition: FormDefinition;
  record: FormRecord;
  zone: string;
  reasons: Reasons;
  standing: FormStanding;
  revision: number;
  signing: string;
  onClose: () => void;
};

function Step({ at, act, definition, record, zone, reasons, standing, revision, signing, onClose }: StepProps) {
  const queries = useQueryClient();
  const signs = act === 'signature';
  const wantsText = signs || act !== 'verification' && act !== 'review';
  const [typed, setTyped] = useState<Typed>(
    () => (signs ? keptFor<Typed>(signing) : null) ?? { key: newKey(), text: signs ? t('review.meaning') : '', revision },
  );
  const verifies = act === 'verification';
  const choice = isOnItems(act) ? itemsFor(act, standing) : null;
  const [items, setItems] = useState<string[]>([]);
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.record(at)}/${pathOf(act)}?repeat=${at.repeat}`, {
        body: bodyOf(act, revision, typed.text.trim(), items),
        headers: { 'Idempotency-Key': typed.key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', at.study, 'subject', at.subject] });
      onClose();
    },
    onError: async (failure) => {
      if (isConflict(failure)) {
        await queries.refetchQueries({ queryKey: standingQuery(at).queryKey });
      }
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(`review.acts.${act}`)} centered>
      <Stack>
        <Text>{t(`review.texts.${act}`, { revision, count: items.length })}</Text>
        {verifies && (
          <VerifyItems {...{ definition, record, zone, reasons }} items={standing.unverified} chosen={items} onChoose={setItems} />
        )}
        {choice && (
          <Checkbox.Group label={t('review.items')} value={items} onChange={setItems}>
            <Stack gap="xs" mt="xs">
              {choice.map((item) => (
                <Checkbox key={item} value={item} label={placeLabel(definition, item)} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {wantsText && (
          <Textarea
            label={signs ? t('review.meaningLabel') : t('review.reason')}
            autosize
            minRows={2}
            value={typed.text}
            onChange={(e) => setTyped({ ...typed, text: e.currentTarget.value })}
          />
        )}
        {send.isError && <FreshSignIn error={send.error} what={signing} typed={typed} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={send.isPending}
            disabled={(wantsText && typed.text.trim() === '') || ((choice !== null || verifies) && items.length === 0)}
            onClick={() => send.mutate()}
          >
            {t(`review.acts.${act}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const pathOf = (act: Act) => (act === 'verification' || act === 'review' || act === 'signature' ? act : 'closure');

function bodyOf(act: Act, revision: number, text: string, items: string[]): unknown {
  if (isOnItems(act)) {
    return { revision, action: act.replace('-items', ''), reason: text, items };
  }
  switch (act) {
    case 'verification':
      return { revision, items };
    case 'review':
      return { revision };
    case 'signature':
      return { revision, meaning: text };
    default:
      return { revision, action: act, reason: text };
  }
}
