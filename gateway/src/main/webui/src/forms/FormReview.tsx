import { Badge, Button, Checkbox, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Access } from '../access';
import { call, newKey } from '../api/client';
import { forget, keptFor } from '../api/freshSignIn';
import { paths, standingQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormStanding, Mark } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';
import { itemsOf } from './draft';

type Props = { at: FormAddress; definition: FormDefinition; site: string; zone: string; access: Access };

type Act = 'verification' | 'review' | 'signature' | 'freeze' | 'unfreeze' | 'lock' | 'unlock' | ItemAct;

type ItemAct = 'lock-items' | 'unlock-items';

/** How far the review of a form has come, and the next steps that the reader may take. */
export function FormReview({ at, definition, site, zone, access }: Props) {
  const standing = useQuery(standingQuery(at));
  const signing = `signature.${JSON.stringify(at)}`;
  const [act, setAct] = useState<Act | null>(() => (keptFor<Typed>(signing) === null ? null : 'signature'));
  if (standing.isPending) {
    return <Loading />;
  }
  if (standing.isError) {
    return <ProblemAlert error={standing.error} onRetry={() => void standing.refetch()} />;
  }
  const found = standing.data;
  if (found === null) {
    return null;
  }
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
      <Group>
        {steps(found, access, site).map((step) => (
          <Button key={step} size="sm" variant={step === 'signature' ? 'filled' : 'default'} onClick={() => setAct(step)}>
            {t(`review.acts.${step}`)}
          </Button>
        ))}
      </Group>
      <History standing={found} zone={zone} />
      {act && (
        <Step
          at={at}
          act={act}
          definition={definition}
          standing={found}
          signing={signing}
          onClose={() => {
            forget(signing);
            setAct(null);
          }}
        />
      )}
    </Stack>
  );
}

function steps(standing: FormStanding, access: Access, site: string): Act[] {
  const may = (permission: string) => access.mayAtSite(permission, site);
  const byItself = standing.closedBy === null || standing.closedBy === undefined || standing.closedBy === 'form';
  const steps: Act[] = [];
  if (standing.state !== 'locked') {
    if (may('form.verify') && standing.unverified.length > 0) steps.push('verification');
    if (may('form.review') && !standing.reviewed) steps.push('review');
    if (may('form.sign') && !standing.signed) steps.push('signature');
  }
  if (may('form.lock') && byItself) {
    if (standing.state === 'open') steps.push('freeze', 'lock');
    if (standing.state === 'frozen') steps.push('unfreeze', 'lock');
    if (standing.state === 'locked') steps.push('unlock');
    if (standing.state !== 'locked' && openItems(standing).length > 0) steps.push('lock-items');
    if (standing.state !== 'locked' && (standing.locked ?? []).length > 0) steps.push('unlock-items');
  }
  return steps;
}

function openItems(standing: FormStanding): string[] {
  return [...standing.verified, ...standing.unverified].filter((item) => !standing.locked?.includes(item)).sort();
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

/** Which items were locked or unlocked; of a verification there are too many to read. */
const named = (mark: Mark) => (mark.action.endsWith('-items') ? ` ${(mark.items ?? []).join(', ')}` : '');

type Typed = { key: string; text: string };

type StepProps = { at: FormAddress; act: Act; definition: FormDefinition; standing: FormStanding; signing: string; onClose: () => void };

function Step({ at, act, definition, standing, signing, onClose }: StepProps) {
  const queries = useQueryClient();
  const signs = act === 'signature';
  const wantsText = signs || act !== 'verification' && act !== 'review';
  const [typed, setTyped] = useState<Typed>(
    () => (signs ? keptFor<Typed>(signing) : null) ?? { key: newKey(), text: signs ? t('review.meaning') : '' },
  );
  const ofItems = act === 'lock-items' || act === 'unlock-items';
  const [items, setItems] = useState<string[]>([]);
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.record(at)}/${pathOf(act)}?repeat=${at.repeat}`, {
        body: bodyOf(act, standing, typed.text.trim(), items),
        headers: { 'Idempotency-Key': typed.key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', at.study, 'subject', at.subject] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(`review.acts.${act}`)} centered>
      <Stack>
        <Text>{t(`review.texts.${act}`, { revision: standing.revision, count: standing.unverified.length })}</Text>
        {ofItems && (
          <Checkbox.Group label={t('review.items')} value={items} onChange={setItems}>
            <Stack gap="xs" mt="xs">
              {(act === 'lock-items' ? openItems(standing) : (standing.locked ?? [])).map((item) => (
                <Checkbox key={item} value={item} label={labelIn(definition, item)} />
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
            disabled={(wantsText && typed.text.trim() === '') || (ofItems && items.length === 0)}
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

/** The label of an item, with its row in a repeating group. */
function labelIn(definition: FormDefinition, place: string): string {
  const [item = place, row] = place.split('.').reverse();
  const label = itemsOf(definition).find((known) => known.id === item)?.label ?? place;
  return row ? `${row}: ${label}` : label;
}

function bodyOf(act: Act, standing: FormStanding, text: string, items: string[]): unknown {
  const revision = standing.revision;
  switch (act) {
    case 'verification':
      return { revision, items: standing.unverified };
    case 'review':
      return { revision };
    case 'signature':
      return { revision, meaning: text };
    case 'lock-items':
    case 'unlock-items':
      return { revision, action: act === 'lock-items' ? 'lock' : 'unlock', reason: text, items };
    default:
      return { revision, action: act, reason: text };
  }
}
