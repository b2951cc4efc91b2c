using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>Loss and accuracy over the epochs, on the digits a model learns from and on digits it does not see: where the curves part, it learns by heart.</summary>
public static class LossCurves
{
    public static History Run(SampleOptions options) => Run(options, epochs: 12);

    public static History Run(SampleOptions options, int epochs)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (images, labels, _, _) = Digits28.Load(options);
        var model = new Sequential([new Dense(512, activation: "relu"), new Dense(10, activation: "softmax")]);
        model.Compile(optimizer: "rmsprop", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);

        // <history>
        var history = model.Fit(images, labels, batchSize: 128, epochs: epochs, validationSplit: 0.2, seed: options.Seed);

        var epoch = history.Epochs.Select(e => e + 1).ToArray();
        new Plot("Loss of the digits network")
            .Line(epoch, history["loss"], "training", markers: true)
            .Line(epoch, history["val_loss"], "validation", markers: true)
            .XLabel("epoch").YLabel("loss")
            .Save(options.Picture("loss-curves.png"));
        // </history>

        new Plot("Accuracy of the digits network")
            .Line(epoch, history["accuracy"], "training", markers: true)
            .Line(epoch, history["val_accuracy"], "validation", markers: true)
            .XLabel("epoch").YLabel("accuracy")
            .Save(options.Picture("accuracy-curves.png"));
        return history;
    }
}
