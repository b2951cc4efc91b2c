using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>The Keras program: two Dense layers, RMSprop, five epochs; about 0.98 of the test digits are read right.</summary>
public static class KerasMnist
{
    public static double Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (trainImages, trainLabels, testImages, testLabels) = Digits28.Load(options);

        var model = new Sequential(
        [
            new Dense(512, activation: "relu"),
            new Dense(10, activation: "softmax"),
        ]);

        model.Compile(
            optimizer: "rmsprop",
            loss: "sparse_categorical_crossentropy",
            metrics: ["accuracy"]);

        model.Fit(trainImages, trainLabels, epochs: 5, batchSize: 128);

        var test = model.Evaluate(testImages, testLabels, verbose: Verbosity.Silent);
        Console.WriteLine($"test accuracy: {test["accuracy"]:F4}");
        return test["accuracy"];
    }
}
