using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;
using Nabla.Schedules;

namespace Nabla.Samples;

/// <summary>A small Transformer that learns to sort: each place of the output looks for the number that belongs there.</summary>
public static class SortingTransformer
{
    const int Length = 12, Words = 30, Width = 64, Heads = 4;

    /// <returns>The share of sequences, not seen in training, that are sorted without a mistake, and of their places.</returns>
    public static (double Sequences, double Places) Run(SampleOptions options, int epochs = 6)
    {
        SeedGenerator.SetGlobal(options.Seed);
        int count = (int)Math.Max(512, 20_000 * options.Share);
        Tensor x = Tensor.RandInt([count, Length], 0, Words, seed: options.Seed), unseen = Tensor.RandInt([2000, Length], 0, Words, seed: options.Seed + 1000);

        // <model-transformer>
        var attentions = new List<(MultiHeadAttention Layer, Tensor Input)>();
        Tensor Block(Tensor x)
        {
            var attention = new MultiHeadAttention(Heads, Width / Heads);
            attentions.Add((attention, x));
            var seen = attention.Call(x, x);
            x = new LayerNormalization().Call(new Add().Call([x, seen]));
            var y = new Dense(Width).Call(new Dense(4 * Width, "relu").Call(x));
            return new LayerNormalization().Call(new Add().Call([x, y]));
        }

        Tensor input = new Input([Length], elementType: ElementType.Int32);
        var embedded = new WordsAndPlaces(Words, Length, Width).Call(input);
        var output = new Dense(Words).Call(Block(Block(embedded)));
        var model = new Functional(input, output, name: "sorter");

        var rate = new CosineDecay(0.002, decaySteps: epochs * (count / 64), warmupTarget: 0.002, warmupSteps: 100);
        model.Compile(new Adam(rate), new Losses.SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        model.Fit(x, x.Sort(), batchSize: 64, epochs: epochs, seed: options.Seed);
        // </model-transformer>

        var sorted = unseen.Sort();
        var right = model.Predict(unseen).ArgMax(-1).Cast(ElementType.Int32).Equal(sorted);
        var (sequences, places) = ((double)right.All(1).Cast(ElementType.Float64).Mean(), (double)right.Cast(ElementType.Float64).Mean());
        Console.WriteLine($"seed {options.Seed}: {sequences:P2} of {unseen.Shape[0]} new sequences sorted, {places:P3} of their places");
        // <model-attention-map>
        var (last, seen) = attentions[^1];
        var (_, weights) = last.CallWithScores(seen, seen);
        var map = new Functional(input, weights).Predict(unseen[..1]);      // [batch, heads, targets, sources]
        // </model-attention-map>
        // The numbers in their order: where attention sorts, it follows the diagonal.
        int[] numbers = unseen[0].ToArray<int>(), order = [.. Enumerable.Range(0, Length).OrderBy(i => numbers[i])];
        var mean = map[0].Mean(0).Take(Tensor.Constant(order), axis: 1);
        string ordered = string.Join(' ', order.Select(i => numbers[i]));
        Console.WriteLine($"sequence {string.Join(' ', numbers)}, sorted {ordered}");
        new Plot("Where each place of the sorted sequence looks (mean of the heads)").Heatmap((mean * 100).Round() / 100)
            .XLabel($"the numbers in their order: {ordered}").YLabel("place in the sorted sequence").Save(options.Picture("attention-map.png"));
        return (sequences, places);
    }

    // <model-words-and-places>
    /// <summary>A learned row for each number and one for each place, added.</summary>
    sealed class WordsAndPlaces : Layer
    {
        readonly Embedding words;
        readonly int length, width;
        Variable? places;

        public WordsAndPlaces(int count, int length, int width)
        {
            words = Track(new Embedding(count, width));
            (this.length, this.width) = (length, width);
        }

        protected override void Build(Shape inputShape) => places = AddWeight("places", [length, width], new RandomUniform());

        protected override Tensor Forward(Tensor x) => words.Call(x) + places!;
    }
    // </model-words-and-places>
}
