using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Samples;

/// <summary>An LSTM learns a small text letter by letter, then writes on: each letter is drawn from what the network expects after all before it.</summary>
public static class TextGeneration
{
    const string Text = """
        The hill remembers every step of rain.
        The rain remembers only how to fall.
        A ball set down at morning on the hill
        knows nothing of the valley, or the wall,
        but feels the ground beneath it lean one way
        and leans with it, and leaning, starts to roll.
        It asks no map. It asks at every place
        how steep is here, and that is all its goal.
        So learns the net: a number at a time,
        a little down, a little down, and then
        a ridge it cannot see is left behind,
        a stone it could not pass is passed again.
        Too long a stride will throw it past the floor
        and up the other bank, and back, and past;
        too short a stride will find the valley too,
        but winter comes before it comes at last.
        The hill remembers nothing of the ball.
        The ball remembers how the hill came down.
        And when we ask it where the valley lies
        it answers in the language of the ground:
        a little down, a little down, and here.
        The rain falls on the hill and finds it too.
        The net has never seen the rain, and yet
        the thing it does is what the waters do.

        """;

    public static (IReadOnlyList<double> Loss, string Text) Run(SampleOptions options) => Run(options, epochs: 30, length: 400);

    public static (IReadOnlyList<double> Loss, string Text) Run(SampleOptions options, int epochs, int length)
    {
        SeedGenerator.SetGlobal(options.Seed);
        string text = Text.ReplaceLineEndings("\n");
        char[] letters = [.. text.Distinct().Order()];
        int[] places = [.. text.Select(letter => Array.IndexOf(letters, letter))];

        // <training>
        // Every window of 48 letters, and as its answer the letters one place further on.
        const int Window = 48;
        int[] starts = [.. Enumerable.Range(0, text.Length - Window).Where(start => start % 3 == 0)];
        Tensor Cut(int shift) => Tensor.Stack([.. starts.Select(start => Tensor.Constant(places[(start + shift)..(start + shift + Window)]))]);

        var model = new Sequential(
        [
            new Input([null], elementType: ElementType.Int32),
            new Embedding(letters.Length, 16),
            new LSTM(128, returnSequences: true),
            new Dense(letters.Length),
        ]);
        model.Compile(new Adam(0.005), new Losses.SparseCategoricalCrossentropy(fromLogits: true));
        var history = model.Fit(Cut(0), Cut(1), batchSize: 32, epochs: epochs, verbose: Verbosity.Silent, seed: options.Seed);
        // </training>

        var loss = history["loss"];
        Console.WriteLine($"{text.Length} letters, {letters.Length} different ones; loss {loss[0]:F3} → {loss[^1]:F3}");
        new Plot("An LSTM learns a text letter by letter").Line(loss.Select((_, i) => i + 1.0), loss, "loss", "#0b6efd").XLabel("epoch").YLabel("loss").Save(options.Picture("text-loss.png"));

        // <writing>
        // The same weights in a layer that keeps its states: it is given one letter at a time.
        var writer = new Sequential(
        [
            new Input([1], batchSize: 1, elementType: ElementType.Int32),
            new Embedding(letters.Length, 16),
            new LSTM(128, returnSequences: true, stateful: true),
            new Dense(letters.Length),
        ]);
        writer.SetWeights(model.GetWeights());

        var random = new Random(options.Seed);
        var written = new System.Text.StringBuilder();
        int place = Array.IndexOf(letters, 'T');
        for (int i = 0; i < length; i++)
        {
            written.Append(letters[place]);
            var expected = (writer.Call(Tensor.Constant(new[] { place }).Reshape([1, 1]))[0, 0] / 0.8).Softmax().ToArray<float>();
            double draw = random.NextDouble();
            for (place = 0; place < letters.Length - 1 && (draw -= expected[place]) > 0; place++)
            {
            }
        }
        // </writing>

        Console.WriteLine(written);
        return (loss, written.ToString());
    }
}
