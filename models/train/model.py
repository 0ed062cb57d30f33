"""The network: six post-norm transformer layers (XLM-R shape), three learned-query poolings, small heads. Shapes: ids [b, t] → dict of logits."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, HEADS, FF, LAYERS, EXIT_AFTER, POSITIONS, EPS = 384, 12, 1536, 6, 3, 130, 1e-12
PAD = 1
# The two injection heads judge together: the lower one sees wording, the upper one sense.
BLEND = 0.5
TYPES = ('task_hijack', 'data_exfiltration', 'bias_recommendation', 'transaction', 'concealment', 'instruction_override', 'phishing_social',
         'denial_or_stop', 'prompt_leak', 'obfuscated', 'jailbreak')
TIERS = ('SAFE', 'LOW', 'HIGH')
CATEGORIES = ('navigation', 'preference', 'form_input', 'send_publish', 'search_filter', 'other', 'permission_share', 'delete_cancel', 'financial',
              'purchase', 'cart_list', 'execute_deploy', 'legal_submit', 'account_security', 'upload_download', 'media', 'session')
PURPOSES = ('login', 'signup', 'password-change', 'purchase', 'payment', 'transfer', 'send', 'publish', 'delete', 'permission', 'oauth-grant',
            'account-data', 'settings', 'search', 'navigation', 'other')


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.up = nn.Linear(HIDDEN, FF)
        self.down = nn.Linear(FF, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, EPS)
        self.norm2 = nn.LayerNorm(HIDDEN, EPS)
        self.drop = nn.Dropout(0.0)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (y.view(b, t, HEADS, -1).transpose(1, 2) for y in self.qkv(x).chunk(3, -1))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Pool(nn.Module):
    """Weighted mean over tokens; a zero query starts as the plain mean."""

    def __init__(self):
        super().__init__()
        self.query = nn.Parameter(torch.zeros(HIDDEN))

    def forward(self, x, mask):
        weight = torch.softmax(x.float() @ self.query + mask, -1)
        return (weight[..., None] * x.float()).sum(1)


class Head(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.pool = Pool()
        self.mid = nn.Linear(HIDDEN, HIDDEN // 2)
        self.out = nn.Linear(HIDDEN // 2, sum(sizes))
        self.drop = nn.Dropout(0.1)
        self.sizes = sizes

    def forward(self, x, mask):
        return self.out(self.drop(torch.tanh(self.mid(self.pool(x, mask))))).float().split(self.sizes, -1)


class Guard(nn.Module):
    def __init__(self, start, layers=LAYERS, positions=POSITIONS):
        super().__init__()
        word = (start['word.q'].astype(np.float32) - 8) * np.repeat(start['word.s'], 32, 1)
        self.register_buffer('word', torch.tensor(word), persistent=False)
        self.pos = nn.Parameter(torch.tensor(start['pos'][2:2 + positions] + start['type']))
        self.norm = nn.LayerNorm(HIDDEN, EPS)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.early = Head(1)
        self.injection = Head(1, len(TYPES))
        self.action = Head(len(TIERS), len(CATEGORIES), len(PURPOSES))
        self.load(start)

    def load(self, start):
        def put(parameter, *values):
            parameter.data.copy_(torch.tensor(np.concatenate(values)))
        put(self.norm.weight, start['ln.w'])
        put(self.norm.bias, start['ln.b'])
        for i, layer in enumerate(self.layers):
            for kind, end in (('w', 'weight'), ('b', 'bias')):
                put(getattr(layer.qkv, end), *(start[f'{i}.{n}.{kind}'] for n in 'qkv'))
                for ours, theirs in (('out', 'ao'), ('up', 'fi'), ('down', 'fo'), ('norm1', 'aln'), ('norm2', 'oln')):
                    put(getattr(getattr(layer, ours), end), start[f'{i}.{theirs}.{kind}'])

    def lower(self, ids):
        """What the first layers make of ids [b, t]: hidden [b, t, 384] and the additive mask [b, t]."""
        mask = (ids == PAD).float() * -1e4
        x = self.drop(self.norm(self.word[ids] + self.pos[:ids.shape[1]]))
        for layer in self.layers[:EXIT_AFTER]:
            x = layer(x, mask[:, None, None, :])
        return x, mask

    def upper(self, x, mask):
        out = {'early': self.early(x, mask)[0][:, 0]}
        for layer in self.layers[EXIT_AFTER:]:
            x = layer(x, mask[:, None, None, :])
        injection, out['type'] = self.injection(x, mask)
        out['injection'] = injection[:, 0]
        out['tier'], out['category'], out['purpose'] = self.action(x, mask)
        return out

    def forward(self, ids):
        return self.upper(*self.lower(ids))
