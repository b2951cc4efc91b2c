using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>train/transformer: a step of a small Transformer that names a word for every token, compiled.</summary>
internal static class TransformerRows
{
    private const int Batch = 32;
    private const int Tokens = 64;
    private const int Words = 1000;
    private const int Width = 128;
    private const int Heads = 4;
    private const int Inner = 512;
    private const int Blocks = 2;

    public static IEnumerable<Row> All =>
    [
        new("train/transformer", static () =>
        {
            var model = new Transformer();
            Tensor x = Tensor.RandInt([Batch, Tokens], 0, Words, seed: 1), y = Tensor.RandInt([Batch, Tokens], 0, Words, seed: 2);
            model.Call(x);
            Optimizer optimizer = new Adam(0.001);
            var weights = model.TrainableWeights;
            var step = Compiled.Of((Tensor words, Tensor next) =>
            {
                using var tape = new GradientTape();
                var loss = Tensor.SparseCategoricalCrossentropy(next, model.Call(words, training: true), fromLogits: true).Mean();
                optimizer.ApplyGradients(tape.Gradient(loss, weights), weights);
                return loss;
            });
            return () => step.Run(x, y);
        })
        {
            // Multiply-adds of a token: four products of the attention, scores and their sums, two products inside; then the words.
            Flops = 3 * 2.0 * Batch * Tokens * ((Blocks * ((4 * Width * Width) + (2 * Tokens * Width) + (2 * Width * Inner))) + (Width * Words)),
            Torch = new(
                $"""
                class Model(torch.nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.words = torch.nn.Embedding({Words}, {Width})
                        self.places = torch.nn.Parameter(torch.rand({Tokens}, {Width}) * 0.05)
                        self.blocks = torch.nn.ModuleList([torch.nn.TransformerEncoderLayer({Width}, {Heads}, {Inner}, 0.0, batch_first=True) for _ in range({Blocks})])
                        self.head = torch.nn.Linear({Width}, {Words})
                    def forward(self, x):
                        x = self.words(x) + self.places
                        for block in self.blocks:
                            x = block(x)
                        return self.head(x)
                model = Model()
                optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
                x = torch.randint(0, {Words}, ({Batch}, {Tokens})); y = torch.randint(0, {Words}, ({Batch}, {Tokens}))
                def step():
                    optimizer.zero_grad()
                    loss = torch.nn.functional.cross_entropy(model(x).view(-1, {Words}), y.view(-1))
                    loss.backward()
                    optimizer.step()
                    return loss.item()
                """,
                "step()"),
        },
    ];

    private sealed class Transformer : Layer
    {
        private readonly Embedding _words;
        private readonly Block[] _blocks;
        private readonly Dense _head;
        private Variable? _places;

        public Transformer()
        {
            _words = Track(new Embedding(Words, Width, new RandomUniform(seed: 1)));
            _blocks = [.. Enumerable.Range(0, Blocks).Select(i => Track(new Block(10 * (i + 1))))];
            _head = Track(new Dense(Words, kernelInitializer: new GlorotUniform(2)));
        }

        protected override void Build(Shape inputShape) => _places = AddWeight("places", [Tokens, Width], new RandomUniform(seed: 3));

        protected override Tensor Forward(Tensor x)
        {
            var y = _words.Call(x) + _places!;
            foreach (var block in _blocks)
            {
                y = block.Call(y);
            }

            return _head.Call(y);
        }
    }

    private sealed class Block : Layer
    {
        private readonly MultiHeadAttention _attention;
        private readonly Dense _wide, _narrow;
        private readonly LayerNormalization _first, _second;

        public Block(int seed)
        {
            _attention = Track(new MultiHeadAttention(Heads, Width / Heads, kernelInitializer: new GlorotUniform(seed)));
            (_wide, _narrow) = (Track(new Dense(Inner, "relu", kernelInitializer: new GlorotUniform(seed + 1))), Track(new Dense(Width, kernelInitializer: new GlorotUniform(seed + 2))));
            (_first, _second) = (Track(new LayerNormalization()), Track(new LayerNormalization()));
        }

        protected override Tensor Forward(Tensor x)
        {
            x = _first.Call(x + _attention.Call(x, x));
            return _second.Call(x + _narrow.Call(_wide.Call(x)));
        }
    }
}
