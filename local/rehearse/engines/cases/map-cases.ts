import type { EngineCase } from '../engine-case';
import { failing, faultOf, machine, mapOver, nameOfFault, say, task } from './case-parts';

const perItem = task({ ResultPath: '$', ResultSelector: { 'value.$': '$.Payload' } }, { 'n.$': '$' });

/** Map states: https://states-language.net/spec.html#map-state */
export const mapCases: readonly EngineCase[] = [
  {
    name: 'map-as-ours',
    definition: machine({
      Search: mapOver(
        {
          'Search Store': task(
            { ResultPath: null },
            { 'requestId.$': '$.requestId', 'storeId.$': '$.storeId', 'round.$': '$.round' },
          ),
        },
        {
          ItemsPath: '$.step.value.stores',
          ItemSelector: {
            'requestId.$': '$.requestId',
            'storeId.$': '$$.Map.Item.Value.storeId',
            'round.$': '$$.Map.Item.Value.round',
          },
          MaxConcurrency: 4,
          ResultPath: null,
          Next: 'Then',
        },
      ),
      Then: { Type: 'Succeed' },
    }),
    input: {
      requestId: 'R-1',
      step: {
        value: {
          stores: [
            { storeId: 'crm', round: 1 },
            { storeId: 'shop', round: 2 },
          ],
        },
      },
    },
    expect: {
      status: 'SUCCEEDED',
      output: {
        requestId: 'R-1',
        step: {
          value: {
            stores: [
              { storeId: 'crm', round: 1 },
              { storeId: 'shop', round: 2 },
            ],
          },
        },
      },
      payloads: {
        step: [
          { task: 'step', case: 'map-as-ours', requestId: 'R-1', storeId: 'crm', round: 1 },
          { task: 'step', case: 'map-as-ours', requestId: 'R-1', storeId: 'shop', round: 2 },
        ],
      },
    },
  },
  {
    name: 'map-of-nothing',
    definition: machine({ Search: mapOver({ Each: perItem }) }),
    input: [],
    expect: { status: 'SUCCEEDED', output: [], attempts: {} },
  },
  {
    name: 'map-keeps-the-order',
    definition: machine({
      Each: mapOver(
        { In: { Type: 'Pass', Parameters: { 'n.$': '$', 'i.$': '$$.Map.Item.Index' }, End: true } },
        {
          InputPath: '$.in',
          ItemsPath: '$.items',
          ResultSelector: { 'all.$': '$' },
          ResultPath: '$.in.out',
          OutputPath: '$.in',
        },
      ),
    }),
    input: { in: { items: [30, 10, 20] } },
    expect: {
      status: 'SUCCEEDED',
      output: {
        items: [30, 10, 20],
        out: {
          all: [
            { n: 30, i: 0 },
            { n: 10, i: 1 },
            { n: 20, i: 2 },
          ],
        },
      },
    },
  },
  {
    name: 'map-items-of-context',
    definition: machine({
      Each: mapOver(
        { In: { Type: 'Pass', End: true } },
        { InputPath: null, ItemsPath: '$$.Execution.Input.items' },
      ),
    }),
    input: { items: [1, 2] },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    name: 'map-of-no-list',
    definition: machine({ Each: mapOver({ In: say('ran') }, { ItemsPath: '$.one' }) }),
    input: { one: 'text' },
    expect: { status: 'FAILED', error: 'States.Runtime', output: null },
  },
  {
    name: 'map-two-at-a-time',
    definition: machine({ Each: mapOver({ In: task({ ResultPath: null }) }, { MaxConcurrency: 2 }) }),
    input: [{}, {}, {}, {}],
    reactions: { step: [{ meet: 2 }] },
    expect: { status: 'SUCCEEDED', output: [{}, {}, {}, {}], attempts: { step: 4 }, together: { step: 2 } },
  },
  {
    name: 'map-all-at-once',
    definition: machine({ Each: mapOver({ In: task({ ResultPath: null }) }, { MaxConcurrency: 0 }) }),
    input: [{}, {}, {}],
    reactions: { step: [{ meet: 3 }] },
    expect: { status: 'SUCCEEDED', output: [{}, {}, {}], attempts: { step: 3 }, together: { step: 3 } },
  },
  {
    name: 'map-iteration-fails',
    definition: machine({
      Each: mapOver(
        { In: task({ ResultPath: null }) },
        {
          Catch: [
            { ErrorEquals: ['Other'], ResultPath: '$.fault', Next: 'Never' },
            { ErrorEquals: ['RequestEndedError'], ResultPath: '$.fault', Next: 'Ended' },
          ],
          ItemsPath: '$.items',
          Next: 'Never',
        },
      ),
      Ended: { Type: 'Succeed' },
      Never: { Type: 'Fail' },
    }),
    input: { items: [{}] },
    reactions: { step: failing('RequestEndedError') },
    expect: {
      status: 'SUCCEEDED',
      output: { items: [{}], fault: faultOf('RequestEndedError') },
      attempts: { step: 1 },
    },
  },
  {
    name: 'map-stops-at-a-failure',
    definition: machine({
      Each: mapOver(
        { In: task({ ResultPath: null }) },
        {
          MaxConcurrency: 1,
          ItemsPath: '$.items',
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.fault', Next: 'Name' }],
          Next: 'Never',
        },
      ),
      Name: nameOfFault,
      Never: { Type: 'Fail' },
    }),
    input: { items: [{}, {}, {}] },
    reactions: { step: failing('StoreDown') },
    expect: {
      status: 'SUCCEEDED',
      output: 'StoreDown',
      attempts: { step: 1 },
      payloads: { step: [{ task: 'step', case: 'map-stops-at-a-failure' }] },
    },
  },
  {
    name: 'map-retried-whole',
    definition: machine({
      Each: mapOver(
        { In: task() },
        { MaxConcurrency: 1, Retry: [{ ErrorEquals: ['StoreDown'], IntervalSeconds: 1, MaxAttempts: 1 }] },
      ),
    }),
    input: [{ n: 1 }, { n: 2 }],
    reactions: { step: [{}, { fail: 'StoreDown' }, {}] },
    expect: {
      status: 'SUCCEEDED',
      attempts: { step: 4 },
      output: [
        { n: 1, step: { value: null } },
        { n: 2, step: { value: null } },
      ],
    },
  },
];
