using Nabla.Layers;
using Nabla.Optimizers;
using Nabla.Schedules;

namespace Nabla.Samples;

/// <summary>An LSTM on digits: each picture is a sequence of 28 rows, read from top to bottom; Adam with a falling rate, three epochs. It draws what the network believes after each row.</summary>
public static class MnistLstm
{
    public static double Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (trainImages, trainLabels, testImages, testLabels) = Digits28.Load(options);
        Tensor train = trainImages.Reshape([null, 28, 28]), test = testImages.Reshape([null, 28, 28]);

        // <model>
        var lstm = new LSTM(128);
        var answer = new Dense(10, activation: "softmax");
        var model = new Sequential([new Input([28, 28]), lstm, answer]);
        // A constant rate leaves the accuracy moving by half a percent from step to step; falling to zero, it comes to rest.
        int steps = 3 * (int)((train.Shape[0] + 63) / 64);
        model.Compile(new Adam(new CosineDecay(0.004, steps)), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.Fit(train, trainLabels, epochs: 3, batchSize: 64);
        // </model>

        // <beliefs>
        // The same weights, asked after every row instead of after the last.
        var every = new LSTM(128, returnSequences: true);
        var beliefs = new Sequential([new Input([28, 28]), every, answer]);
        every.SetWeights(lstm.GetWeights());
        var shares = beliefs.Predict(test[..1], verbose: Verbosity.Silent)[0];
        // </beliefs>

        var rows = Enumerable.Range(1, 28).Select(row => (double)row).ToArray();
        var plot = new Plot($"A {testLabels[0].ToScalar<int>()}, read row by row").XLabel("rows read").YLabel("share of the belief");
        for (int digit = 0; digit < 10; digit++)
        {
            var share = shares[.., digit].ToArray<float>();
            if (share.Max() > 0.15f)
            {
                plot.Line(rows, [.. share.Select(value => (double)value)], digit.ToString(System.Globalization.CultureInfo.InvariantCulture), markers: true);
            }
        }

        plot.Save(options.Picture("lstm-rows.png"));

        var result = model.Evaluate(test, testLabels, verbose: Verbosity.Silent);
        Console.WriteLine($"test accuracy: {result["accuracy"]:F4}");
        return result["accuracy"];
    }
}
