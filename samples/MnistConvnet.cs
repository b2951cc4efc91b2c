using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>A convolutional network on digits: three convolutions with pooling between, RMSprop, five epochs.</summary>
public static class MnistConvnet
{
    public static double Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (trainImages, trainLabels, testImages, testLabels) = Digits28.Load(options);

        var model = new Sequential(
        [
            new Input([28, 28, 1]),
            new Conv2D(32, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(64, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(128, 3, activation: "relu"),
            new Flatten(),
            new Dense(10, activation: "softmax"),
        ]);
        model.Summary();

        model.Compile(
            optimizer: "rmsprop",
            loss: "sparse_categorical_crossentropy",
            metrics: ["accuracy"]);

        model.Fit(trainImages.Reshape([null, 28, 28, 1]), trainLabels, epochs: 5, batchSize: 64);

        var test = model.Evaluate(testImages.Reshape([null, 28, 28, 1]), testLabels, verbose: Verbosity.Silent);
        Console.WriteLine($"test accuracy: {test["accuracy"]:F4}");
        return test["accuracy"];
    }
}
