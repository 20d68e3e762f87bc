import { Badge, Button, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../access';
import { call, newKey } from '../api/client';
import { paths, shipmentsQuery, siteStockQuery, stockQuery, studyQuery } from '../api/queries';
import type { Shipment, Site, TypeStock } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ProblemPage } from '../components/ProblemPage';
import { useMe } from '../components/useMe';
import { t, tCode } from '../i18n';
import { formatInstant } from '../time';
import { zoneOf } from '../sites';

/** What there is: how many doses a site can give for blinded people; kits by type, and shipments, for the pharmacist. */
export function StockPage({ study }: { study: string }) {
  const overview = useQuery(studyQuery(study));
  const access = accessTo(useMe(), study);
  if (overview.isPending) {
    return <Loading />;
  }
  if (overview.isError) {
    return <ProblemPage error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  const sites = overview.data.sites.filter((site) => access.sites === null || access.sites.includes(site.id));
  return (
    <Stack gap="lg">
      <div>
        <Crumbs study={study} here={t('stock.title')} />
        <Title order={1}>{t('stock.title')}</Title>
      </div>
      <SiteStock study={study} sites={sites} />
      {access.may('stock.read-unblinded') && (
        <>
          <StockByType study={study} />
          <Shipments study={study} sites={sites} mayReceive={access.may('kit.account')} />
        </>
      )}
    </Stack>
  );
}

function SiteStock({ study, sites }: { study: string; sites: Site[] }) {
  const stocks = useQueries({ queries: sites.map((site) => siteStockQuery(study, site.id)) });
  return (
    <Stack gap="sm" component="section" aria-label={t('stock.perSite')}>
      <Title order={2} size="h3">
        {t('stock.perSite')}
      </Title>
      <Table.ScrollContainer minWidth={420} className="panel" type="native">
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('study.site')}</Table.Th>
              <Table.Th>{t('stock.doses')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sites.map((site, i) => (
              <Table.Tr key={site.id}>
                <Table.Td>
                  {site.id} {site.name}
                </Table.Td>
                <Table.Td className="tabular">
                  {stocks[i]?.isError ? t('stock.unavailable') : (stocks[i]?.data?.doses ?? t('common.loading'))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Unblinded({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Group>
        <Title order={2} size="h3">
          {title}
        </Title>
        <Badge color="red" variant="light" size="lg" tt="none">
          {t('stock.unblinded')}
        </Badge>
      </Group>
      {children}
    </Stack>
  );
}

function StockByType({ study }: { study: string }) {
  const stock = useQuery(stockQuery(study));
  return (
    <Unblinded title={t('stock.byType')}>
      {stock.isPending && <Loading />}
      {stock.isError && <ProblemAlert error={stock.error} onRetry={() => void stock.refetch()} />}
      {stock.data && <TypeTable items={stock.data.items} />}
    </Unblinded>
  );
}

function TypeTable({ items }: { items: TypeStock[] }) {
  if (items.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('stock.noKits')}
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={680} className="panel" type="native">
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stock.place')}</Table.Th>
            <Table.Th>{t('stock.type')}</Table.Th>
            <Table.Th>{t('stock.usable')}</Table.Th>
            <Table.Th>{t('stock.firstExpiry')}</Table.Th>
            <Table.Th>{t('stock.states')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <Table.Tr key={row.place + row.type}>
              <Table.Td>{row.place}</Table.Td>
              <Table.Td>{row.type}</Table.Td>
              <Table.Td className="tabular">{row.usable}</Table.Td>
              <Table.Td className="tabular">{row.firstExpiry ?? t('common.none')}</Table.Td>
              <Table.Td>
                {Object.entries(row.states)
                  .map(([state, count]) => `${count} ${tCode('stock.kitStates', state)}`)
                  .join(', ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Shipments({ study, sites, mayReceive }: { study: string; sites: Site[]; mayReceive: boolean }) {
  const shipments = useQuery(shipmentsQuery(study));
  const [receiving, setReceiving] = useState<string | null>(null);
  return (
    <Unblinded title={t('stock.shipments')}>
      {shipments.isPending && <Loading />}
      {shipments.isError && <ProblemAlert error={shipments.error} onRetry={() => void shipments.refetch()} />}
      {shipments.data?.items.length === 0 && (
        <Text className="panel" p="lg">
          {t('stock.noShipments')}
        </Text>
      )}
      {shipments.data?.items.map((shipment) => (
        <Stack key={shipment.shipment} className="panel" p="lg" gap="sm" component="article">
          <Group justify="space-between">
            <Text fw={600}>
              {t('stock.shipmentTo', { site: shipment.site, depot: shipment.depot, count: shipment.kits.length })}
            </Text>
            <Badge variant="light" size="lg" tt="none" color={shipment.state === 'sent' ? 'orange' : 'gray'}>
              {tCode('stock.shipmentStates', shipment.state)}
            </Badge>
          </Group>
          <Text className="quiet">{formatInstant(shipment.changedAt, zoneOf(sites, shipment.site))}</Text>
          {shipment.state === 'sent' && mayReceive && receiving !== shipment.shipment && (
            <Group>
              <Button size="sm" onClick={() => setReceiving(shipment.shipment)}>
                {t('stock.receive')}
              </Button>
            </Group>
          )}
          {receiving === shipment.shipment && (
            <Receipt study={study} shipment={shipment} onDone={() => setReceiving(null)} />
          )}
        </Stack>
      ))}
    </Unblinded>
  );
}

const CONDITIONS = ['intact', 'damaged', 'in-doubt', 'missing'];

function Receipt({ study, shipment, onDone }: { study: string; shipment: Shipment; onDone: () => void }) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [conditions, setConditions] = useState<Record<string, string>>(() =>
    Object.fromEntries(shipment.kits.map((kit) => [kit, 'intact'])),
  );
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.randomizer(study)}/shipments/${encodeURIComponent(shipment.shipment)}/receipt`, {
        body: { conditions },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'stock'] });
      onDone();
    },
  });
  return (
    <Stack gap="sm">
      <Text>{t('stock.receiptText')}</Text>
      <div className="kit-conditions">
        {shipment.kits.map((kit) => (
          <NativeSelect
            key={kit}
            label={kit}
            value={conditions[kit]}
            onChange={(e) => setConditions({ ...conditions, [kit]: e.currentTarget.value })}
            data={CONDITIONS.map((value) => ({ value, label: tCode('stock.conditions', value) }))}
          />
        ))}
      </div>
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <Button loading={send.isPending} onClick={() => send.mutate()}>
          {t('stock.receiveConfirm')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
