using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>Recurrent layers in small: masks, states that are handed on, both directions, a cell of one's own.</summary>
public static class RecurrentTour
{
    public static IReadOnlyDictionary<string, double[]> Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var figures = new Dictionary<string, double[]>();

        // <masks>
        // Two sequences, the second with one step only; steps of zeros do not count.
        var sequences = Tensor.Constant(new float[,,] { { { 1 }, { 2 }, { 3 } }, { { 1 }, { 0 }, { 0 } } });
        var lstm = new LSTM(4);
        var padded = lstm.Call(new Masking().Call(sequences));
        var alone = lstm.Call(sequences[1.., ..1]);
        // </masks>
        figures["padding"] = [(padded[1] - alone[0]).Abs().Max().ToScalar<float>()];

        // <states>
        var encoder = new LSTM(4, returnState: true);
        var decoder = new LSTM(4, returnSequences: true);
        var states = encoder.CallMany([sequences]);
        var answers = decoder.Call(Tensor.Zeros([2, 5, 1]), [states[1], states[2]])[0];
        // </states>
        figures["answers"] = [.. answers.Shape.ToArray().Select(length => (double)length)];

        // <directions>
        var both = new Bidirectional(new GRU(3, returnSequences: true)).Call(sequences);
        // </directions>
        figures["directions"] = [both.Shape[2]];

        // <own-cell>
        var sums = new RNN(new RunningSum(), returnSequences: true).Call(sequences);    // 1, 3, 6 and 1, 1, 1
        // </own-cell>
        figures["sums"] = [.. sums.Reshape([-1]).ToArray<float>().Select(value => (double)value)];

        Console.WriteLine(sums.Squeeze(-1));
        return figures;
    }

    // <cell>
    sealed class RunningSum : RecurrentCell
    {
        public override IReadOnlyList<int> StateSize => [1];

        protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
        {
            var sum = states[0] + x;
            return [sum, sum];    // the output, then the new states
        }
    }
    // </cell>
}
