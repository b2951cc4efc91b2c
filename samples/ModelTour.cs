using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>Models in more than a chain: branches, shared layers, several inputs and outputs, models inside models, frozen parts.</summary>
public static class ModelTour
{
    /// <returns>A figure of each part.</returns>
    public static IReadOnlyDictionary<string, double> Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (x, y, testX, testY) = Digits28.Load(options);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["branches"] = Branches(x, y, testX, testY),
            ["two outputs"] = TwoOutputs(x, y, testX, testY),
            ["shared"] = Shared(x, y),
            ["frozen"] = Frozen(x, y, testX, testY),
            ["features"] = Features(testX),
            ["own"] = Own(x, y, testX, testY),
        };
    }

    static double Branches(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <model-branches>
        Tensor image = new Input([784]);
        var wide = new Dense(64, activation: "relu").Call(image);
        var deep = new Dense(32, activation: "relu").Call(new Dense(64, activation: "relu").Call(image));
        var both = new Concatenate().Call([wide, deep]);
        var model = new Functional(image, new Dense(10, activation: "softmax").Call(both));

        model.Summary();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(x, y, epochs: 3);
        // </model-branches>
        return model.Evaluate(testX, testY, verbose: Verbosity.Silent)["accuracy"];
    }

    static double TwoOutputs(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <model-outputs>
        Tensor image = new Input([784], name: "image");
        var features = new Dense(64, activation: "relu").Call(image);
        var digit = new Dense(10, activation: "softmax", name: "digit").Call(features);
        var even = new Dense(1, activation: "sigmoid", name: "even").Call(features);
        var model = new Functional(image, [digit, even]);

        model.Compile(
            optimizer: "adam",
            loss: ["sparse_categorical_crossentropy", "binary_crossentropy"],
            metrics: [["accuracy"], ["accuracy"]],
            lossWeights: [1, 0.5]);
        Tensor isEven = (y % 2 == 0).Cast(ElementType.Float32).ExpandDims(-1);
        model.Fit(x, [y, isEven], epochs: 2);       // loss, digit_loss, even_loss, digit_accuracy, even_accuracy

        var answers = model.PredictMany(testX);     // answers["digit"], answers["even"]
        // </model-outputs>
        var right = (answers["even"].Squeeze(-1) > 0.5).Equal(testY % 2 == 0);
        return right.Cast(ElementType.Float32).Mean().ToScalar<float>();
    }

    static double Shared(Tensor x, Tensor y)
    {
        // <model-shared>
        Tensor left = new Input([784], name: "left"), right = new Input([784], name: "right");
        var eye = new Dense(32, activation: "tanh");                       // one layer, called twice: one set of weights
        var distance = (eye.Call(left) - eye.Call(right)).Abs();
        var model = new Functional([left, right], new Dense(1, activation: "sigmoid").Call(distance));

        model.Compile("adam", "binary_crossentropy", ["accuracy"]);
        int half = (int)x.Shape[0] / 2;
        Tensor same = (y[..half] == y[half..(2 * half)]).Cast(ElementType.Float32).ExpandDims(-1);
        model.Fit(new Dictionary<string, Tensor> { ["left"] = x[..half], ["right"] = x[half..(2 * half)] }, same, epochs: 2);
        // </model-shared>
        return model.Weights.Count;
    }

    static double Frozen(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <model-frozen>
        var body = new Sequential([new Input([784]), new Dense(64, activation: "relu"), new BatchNormalization()]);
        Tensor image = new Input([784]);
        var model = new Functional(image, new Dense(10, activation: "softmax").Call(body.Call(image, training: false)));

        body.Trainable = false;                     // the body keeps its weights …
        model.Compile("adam", "sparse_categorical_crossentropy");
        model.Fit(x, y, epochs: 1);

        body.Trainable = true;                      // … until all of them are trained, slowly
        model.Compile(new Optimizers.Adam(1e-3), "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(x, y, epochs: 1);
        // </model-frozen>
        return model.Evaluate(testX, testY, verbose: Verbosity.Silent)["accuracy"];
    }

    static double Features(Tensor testX)
    {
        // <model-features>
        var model = new Sequential([new Input([784]), new Dense(64, activation: "relu", name: "features"), new Dense(10)]);
        var looking = new Functional(model.Symbol, model.GetLayer("features").Output);
        Tensor features = looking.Predict(testX);   // [samples, 64]
        // </model-features>
        return features.Shape[1];
    }

    // <model-own-layer>
    /// <summary>a · W · b: how well two vectors fit.</summary>
    sealed class Bilinear : Layer
    {
        Variable? kernel;

        protected override void Build(IReadOnlyList<Shape> shapes) => kernel = AddWeight("kernel", [shapes[0][^1], shapes[1][^1]]);

        protected override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => [(inputs[0].MatMul(kernel!) * inputs[1]).Sum(-1, keepDims: true)];
    }
    // </model-own-layer>

    // <model-own-model>
    /// <summary>A model as a class: Forward says what it computes, as a program, with conditions and loops.</summary>
    sealed class Classifier : Model
    {
        readonly Dense first, second, last;

        public Classifier()
        {
            first = Track(new Dense(64, activation: "relu"));
            second = Track(new Dense(64, activation: "relu"));
            last = Track(new Dense(10, activation: "softmax"));
        }

        protected override Tensor Forward(Tensor x)
        {
            var features = first.Call(x);
            for (int i = 0; i < 2; i++)
            {
                features = features + second.Call(features);
            }

            return last.Call(features);
        }
    }
    // </model-own-model>

    static double Own(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        var pair = new Bilinear().Call([x[..8], x[..8]]);
        var model = new Classifier();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(x, y, epochs: (int)pair.Shape[1]);
        return model.Evaluate(testX, testY, verbose: Verbosity.Silent)["accuracy"];
    }
}
