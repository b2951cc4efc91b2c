using System.CommandLine;
using Nabla.Cli;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe gets plain text, and lines as long as they are.
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    AnsiConsole.Profile.Width = 1000;
}

var root = new RootCommand(
    """
    Nabla: deep learning in pure C#.

    Examples:
      nabla train mnist                                    a network of two Dense layers learns to read digits
      nabla train mnist --model softmax --epochs 3         softmax regression
      nabla train mnist --optimizer adam --learning-rate 0.002 --seed 7
      nabla train mnist --save digits.keras                the trained model in a file that Keras opens too
      nabla evaluate digits.keras --data mnist             how good it is
      nabla predict digits.keras --input digit.png         what it says of a picture, or of a folder of them
      nabla predict digits.keras --input in.npz --output out.npz
      nabla inspect digits.keras                           its layers and weights; any other file of a model
      nabla convert digits.keras digits.safetensors        its weights in another format
      nabla data mnist --show 5                            the first five digits, drawn in the terminal
    """)
{
    TrainCommand.Make(),
    EvaluateCommand.Make(),
    DataCommand.Make(),
    InspectCommand.Make(),
    PredictCommand.Make(),
    ConvertCommand.Make(),
};
return await Runner.Run(root, args);
